/** Requests that fetch cannot make: any header, either address family, a body that stays open. */
import { request } from 'node:http';
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

export interface OpenRequest {
  readonly outgoing: ClientRequest;
  readonly answer: Promise<RawAnswer>;
}

/** The request is sent when the caller ends `outgoing`. */
export function openRequest(options: RequestOptions): OpenRequest {
  const outgoing = request({ host: '127.0.0.1', agent: false, ...options });
  const answer = new Promise<RawAnswer>((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.once('error', reject);
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, rawHeaders: response.rawHeaders, body });
      });
    });
  });
  answer.catch(() => undefined);
  return { outgoing, answer };
}

export function rawRequest(options: RequestOptions): Promise<RawAnswer> {
  const { outgoing, answer } = openRequest(options);
  outgoing.end();
  return answer;
}
