/**
 * Plays the host with the built app and sends what no client can make a host send: an invocation without its HTTP half, one whose half comes
 * late, handlers that break. Prints what became of each as JSON.
 */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Handler } from '../../infra/local/host/core-types.ts';
import { createInvoke } from '../../infra/local/host/invocation.ts';
import { loadApp } from '../../infra/local/host/load-app.ts';
import { writeLog } from '../../infra/local/host/log.ts';
import { triggerOf } from '../../infra/local/host/router.ts';
import { installCoreModule } from '../../infra/local/host/core-module.ts';

const coreModule = installCoreModule(writeLog);
const app = await loadApp(process.cwd(), coreModule);
const invoke = createInvoke(app, coreModule);
const live = coreModule.functions.get('health-live');
const triggerName = live && triggerOf(live)?.name;
if (live === undefined || triggerName === undefined) throw new Error('The app has no health-live.');

/**
 * The half that comes by gRPC.
 *
 * @returns the error it ended with, and after how many milliseconds.
 */
async function invocation(id: string, headers: Record<string, string> = {}, handler: Handler = live?.handler ?? fail) {
  const began = performance.now();
  const metadata = { Headers: { json: JSON.stringify(headers) } };
  const target = { metadata: live?.metadata ?? fail(), handler, triggerName: triggerName ?? '' };
  const error = await invoke({ id, target, data: { http: {} }, metadata, headers: new Map() }).then(
    () => undefined,
    (thrown: unknown) => String(thrown),
  );
  return { error, ms: Math.round(performance.now() - began) };
}

function fail(): never {
  throw new Error('kaboom: the secret is 42');
}

/**
 * The half that comes by HTTP.
 *
 * @returns status, headers and body, or that the answer broke.
 */
async function half(id: string) {
  const began = performance.now();
  const outgoing = request({
    host: '127.0.0.1',
    port: app.streamPort,
    path: '/health/live',
    headers: { 'x-ms-invocation-id': id, 'x-forwarded-host': 'localhost:7071', 'x-forwarded-proto': 'http' },
  });
  outgoing.end();
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  try {
    const body = (await answer.setEncoding('utf8').toArray()).join('');
    return { status: answer.statusCode, headers: answer.headers, body, ms: Math.round(performance.now() - began) };
  } catch {
    return { status: 'broken', ms: Math.round(performance.now() - began) };
  }
}

const both = async (...[id, headers, handler]: Parameters<typeof invocation>) => {
  const [ended, answer] = await Promise.all([invocation(id, headers, handler), half(id)]);
  return { ...answer, error: ended.error };
};

/** The longest of requests sent one after the other while `work` runs. */
async function longestDuring(work: Promise<unknown>): Promise<number> {
  const state = { over: false };
  void work.finally(() => (state.over = true));
  let longest = 0;
  for (let index = 0; !state.over; index += 1) {
    longest = Math.max(longest, (await both(`other-${index}`)).ms);
    await pause(50);
  }
  return longest;
}

const never = invocation('never');
const othersMs = await longestDuring(never);
const results: Record<string, unknown> = { never: { ...(await never), othersMs } };

results['afterwards'] = await half('never');

const slow = invocation('slow');
await pause(1_000);
results['slow'] = { ...(await half('slow')), error: (await slow).error };

const stalled = invocation('stalled');
for (const end = performance.now() + 5_000; performance.now() < end;);
results['stalled'] = { ...(await half('stalled')), error: (await stalled).error };

results['header name'] = await both('header name', { 'a@b': 'x' });
results['header value'] = await both('header value', { 'x-a': '日本' });
results['line end'] = await both('line end', { 'x-a': 'a\nb' });
results['throws'] = await both('throws', {}, fail);
results['breaks'] = await both('breaks', {}, () => ({
  body: (async function* () {
    yield Buffer.from('first');
    await pause(50);
    fail();
  })(),
}));

process.stdout.write(`${JSON.stringify(results)}\n`, () => process.exit(0));
