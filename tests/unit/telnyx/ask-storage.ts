import type { ServerResponse } from 'node:http';
import { createStorage, type StorageClient, type TelnyxCall } from '../../../shared/telnyx/index.ts';
import { KEY } from '../../app/contract/support/run-tool.ts';
import { type Answer, type Seen, startEdge } from '../../app/contract/support/telnyx-edge.ts';

interface Outcome<Result> {
  readonly result?: Result;
  readonly error?: unknown;
  /** `METHOD region /path?query` of each request. */
  readonly asked: readonly string[];
  readonly seen: readonly Seen[];
}

const inWords = ({ method, url }: Seen) => url.replace(/^\/([a-z0-9-]+)/, `${method} $1 `);

interface Options {
  readonly call?: Partial<TelnyxCall>;
  readonly apiKey?: (rejected?: string) => Promise<string>;
}

/** Uses the real storage client against a server that gives `answer`; its regions are the first segment of the path. */
export async function askStorage<Result>(
  answer: Answer,
  work: (storage: StorageClient) => Promise<Result>,
  { call, apiKey = () => Promise.resolve(KEY) }: Options = {},
): Promise<Outcome<Result>> {
  const edge = await startEdge(answer);
  const storage = createStorage({ urlTemplate: `${edge.baseUrl}/{region}`, apiKey })({
    retry: 'refused',
    signal: new AbortController().signal,
    timeoutMs: 10_000,
    ...call,
  });
  const told = () => ({ asked: edge.seen.map(inWords), seen: edge.seen });
  try {
    return { result: await work(storage), ...told() };
  } catch (error) {
    return { error, ...told() };
  } finally {
    await edge.stop();
  }
}

/** Answers by `METHOD region /path?query`, each with its own list: one after the other, the last one stays. Others are 500. */
export function byRequest(answers: Readonly<Record<string, readonly Answer[]>>): Answer {
  const turns = new Map<string, number>();
  return (seen, response) => {
    const name = inWords(seen);
    const turn = turns.get(name) ?? 0;
    turns.set(name, turn + 1);
    const list = answers[name] ?? [];
    const answer = list[Math.min(turn, list.length - 1)] ?? body(`unforeseen ${name}`, 501);
    answer(seen, response);
  };
}

export const body =
  (text: string, status = 200, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_seen, response: ServerResponse) =>
    void response.writeHead(status, headers).end(text);

export const located = (region: string) => body(`<LocationConstraint xmlns="x">${region}</LocationConstraint>`);

export const refused = (code: string, status: number, message = 'No.') =>
  body(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`, status);

export const listing = (inside: string) => body(`<ListBucketResult>${inside}</ListBucketResult>`);
export const buckets = (...names: string[]) =>
  body(
    `<ListAllMyBucketsResult><Buckets>${names.map((name) => `<Bucket><Name>${name}</Name></Bucket>`).join('')}</Buckets></ListAllMyBucketsResult>`,
  );
