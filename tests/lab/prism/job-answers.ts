import { buffer } from 'node:stream/consumers';
import { listen, type HttpServer } from '../../support/listen.ts';
import type { Step } from './jobs.ts';

/** Method, path and query, as people write them. */
export const plainRequest = (request: string): string => decodeURIComponent(request);

/**
 * Answers what Telnyx would answer to the steps of jobs. The simulator answers everything else.
 *
 * @param steps of which no two have the same request
 * @param simulator base URL
 */
export function startJobAnswers(steps: readonly Step[], simulator: string): Promise<HttpServer> {
  const answers = new Map(steps.map((step) => [step.request, step]));
  return listen((request, response) => {
    const { method = '', url = '', headers } = request;
    const step = answers.get(plainRequest(`${method} ${url}`));
    if (step) {
      response.writeHead(step.status ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(step.answers));
      return;
    }
    const passOn = async () => {
      const body = await buffer(request);
      const answer = await fetch(`${simulator}${url}`, {
        method,
        headers: { authorization: headers.authorization ?? '', 'content-type': headers['content-type'] ?? 'application/json' },
        ...(body.length > 0 && { body: new Uint8Array(body) }),
      });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
    };
    passOn().catch(() => response.destroy());
  });
}
