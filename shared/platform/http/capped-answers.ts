import type { TokenCredentialOptions } from '@azure/identity';
import { BodyTooLargeError, readBody } from './body.ts';

/** Bytes. Far above any good answer of Entra, Key Vault or the tables: a page of 500 rows has a few hundred thousand. */
const LONGEST_ANSWER = 8 * 1024 * 1024;
/** Milliseconds. Every caller gives up earlier. */
const SLOWEST_ANSWER_MS = 60_000;

/**
 * fetch with a limit of 8 MiB and 60 s for the whole answer.
 *
 * @throws What fetch throws; BodyTooLargeError, BodyTooSlowError, BodyBrokenError.
 */
export async function cappedFetch(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  const text = await readBody(response, LONGEST_ANSWER, SLOWEST_ANSWER_MS);
  return new Response(text === '' ? null : text, { status: response.status, headers: response.headers });
}

type Policies = NonNullable<TokenCredentialOptions['additionalPolicies']>;

/**
 * `additionalPolicies` for clients of the Azure SDK. By itself it reads an answer of any length, and one of half a gigabyte ends the
 * process: the error is thrown where nobody can catch it. Compressed answers are not asked for: one that breaks off would never end.
 */
export const CAPPED_ANSWERS: Policies = [
  {
    position: 'perRetry',
    policy: {
      name: 'cappedAnswers',
      async sendRequest(request, next) {
        request.headers.set('Accept-Encoding', 'identity');
        request.streamResponseStatusCodes = new Set([Infinity]);
        const { readableStreamBody, ...response } = await next(request);
        delete request.streamResponseStatusCodes;
        return { ...response, bodyAsText: await readText(readableStreamBody) };
      },
    },
  },
];

async function readText(body: NodeJS.ReadableStream | undefined): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early ends the connection.
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > LONGEST_ANSWER) throw new BodyTooLargeError(LONGEST_ANSWER);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
