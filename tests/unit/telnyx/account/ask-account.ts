import { createAccount, createTelnyx } from '../../../../shared/telnyx/index.ts';
import { KEY } from '../../../app/contract/support/run-tool.ts';
import { json, startEdge, type Answer } from '../../../app/contract/support/telnyx-edge.ts';
import { createTelnyxSimulator, LOCAL_API_KEY } from '../../../../infra/local/telnyx/server.ts';

const accountAt = (baseUrl: string, key: string, clock: () => number) =>
  createAccount({ telnyx: createTelnyx({ baseUrl, apiKey: () => Promise.resolve(key) }), clock });

export type AskedAccount = ReturnType<typeof createAccount>;

/** A list of Telnyx with one page. */
export const list = (...data: readonly unknown[]) => json({ data, meta: { total_pages: 1 } });

interface Asking<Result> {
  /** By path, such as `/phone_numbers`; all others are empty lists. */
  readonly answers: Readonly<Record<string, Answer>>;
  readonly ask: (account: AskedAccount, pass: (ms: number) => void) => Promise<Result>;
}

/** Asks an account of a Telnyx that gives these answers, by a clock that stands until the test moves it. */
export async function askAccount<Result>({ answers, ask }: Asking<Result>) {
  const edge = await startEdge((seen, response) => (answers[seen.url.split('?')[0] ?? ''] ?? list())(seen, response));
  let now = Date.parse('2026-07-15T12:00:00Z');
  try {
    const result = await ask(
      accountAt(edge.baseUrl, KEY, () => now),
      (ms) => (now += ms),
    );
    return {
      result,
      urls: edge.seen.map(({ url }) => decodeURIComponent(url)),
      paths: edge.seen.map(({ url }) => url.split('?')[0] ?? ''),
    };
  } finally {
    await edge.stop();
  }
}

/** Asks the account of the simulator. `control` is what happens outside of the API. */
export async function askSimulator<Result>(
  ask: (account: AskedAccount, control: (path: string, body: object) => Promise<unknown>) => Promise<Result>,
) {
  const simulator = createTelnyxSimulator({});
  const { url } = await simulator.listen();
  try {
    const control = (path: string, body: object) => fetch(`${url}/_sim${path}`, { method: 'POST', body: JSON.stringify(body) });
    return await ask(accountAt(`${url}/v2`, LOCAL_API_KEY, Date.now), control);
  } finally {
    await simulator.close();
  }
}
