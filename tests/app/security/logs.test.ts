import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  call,
  comeBack,
  createForge,
  legacy,
  login,
  loginPage,
  loginUntilCallback,
  modern,
  post,
  sessionCookie,
  telnyxControls,
  useApp,
  vaultControls,
} from '../../support/index.ts';

const Line = z.looseObject({ time: z.iso.datetime(), level: z.enum(['info', 'warn', 'error']), event: z.string() });
type Line = z.output<typeof Line>;

const KEY = 'KEY00000000000000000000000000010ca1';
const NUMBERS = ['+13125550100', '+13125550111', '+15005550001', '+442071838750'];
const TEXT = 'The code for the safe is four-five-six';
const OWNER = 'b0000000-0000-4000-8000-000000000001.a0000000-0000-4000-8000-000000000003';
const READER = OWNER.replace(/3$/, '1');

let lines: string[];
let events: Line[];
/** What must not stand in the log, by what it is. */
const secrets = new Map<string, string>();
/** Requests that reached one of the app's routes, and outcomes of the tool calls, in order. */
let requests = 0;
const outcomes: string[] = [];

const realFetch = globalThis.fetch;

const app = useApp();
beforeAll(async () => {
  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url.startsWith(`${app.url}/`)) requests++;
    return realFetch(input, init);
  };
  await useEverything();
  // The last lines may still be on their way through the pipe.
  const isWhole = () => parsed().filter(({ event }) => event === 'request').length >= requests;
  for (const until = performance.now() + 20_000; !isWhole() && performance.now() < until;)
    await new Promise((resolve) => setTimeout(resolve, 50));
  events = parsed();
  lines = app.log().split('\n');
}, 60_000);
afterAll(() => void (globalThis.fetch = realFetch));

/** All of it but the random names of keys, in which any short word can stand. */
const written = () => lines.join('\n').replaceAll(/"hash_key":"[\w-]{11}"/g, '');

const parsed = () =>
  app
    .log()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => Line.parse(JSON.parse(line)));

async function useEverything(): Promise<void> {
  const controls = telnyxControls(app);
  const token = await login(app);
  const reader = await login(app, { user: 'reader' });
  const forge = await createForge(app);
  const bad = await forge.sign({ aud: 'elsewhere' });
  for (const [index, each] of [token, reader, bad].entries()) secrets.set(`token ${index}`, each);
  const signing = JSON.parse(await vaultControls(app).read('mcp-signing-keys')) as { keys: { d: string }[] };
  const seal = JSON.parse(await vaultControls(app).read('mcp-seal-keys')) as { keys: { k: string }[] };
  secrets.set('signing key', signing.keys[0]?.d ?? '');
  secrets.set('seal key', seal.keys[0]?.k ?? '');
  secrets.set('Telnyx key', KEY);
  secrets.set('identity header', app.env['IDENTITY_HEADER'] ?? '');

  const pending = await loginUntilCallback(app);
  secrets.set('code', pending.callback.searchParams.get('code') ?? '');
  secrets.set('state', pending.callback.searchParams.get('state') ?? '');
  secrets.set('login cookie', pending.cookie.slice(pending.cookie.indexOf('=') + 1));
  secrets.set('session cookie', sessionCookie(await comeBack(pending.callback, pending.cookie)) ?? '');
  await comeBack(pending.callback, pending.cookie);
  await comeBack(pending.callback);
  for (const control of ['bad_signature', 'denied', 'token_error', 'token_500']) await loginPage(app, { control });

  const tool = async (name: string, args: object, outcome: string, bearer = token) => {
    const { isError } = await call(app, bearer, name, args);
    outcomes.push(`${name} ${outcome}`);
    if ((isError ?? false) !== (outcome !== 'ok')) throw new Error(`${name} was not ${outcome}`);
  };
  const message = { from: NUMBERS[0], to: NUMBERS[1], text: TEXT };
  await tool('send_message', message, 'ok');
  await tool('get_message', { id: await controls.receive({ from: NUMBERS[2] ?? '', to: NUMBERS[0] ?? '', text: TEXT }) }, 'ok');
  await tool('lookup_number', { phone_number: NUMBERS[3] }, 'ok', reader);
  await tool('send_message', { ...message, surprise: TEXT }, 'invalid_input');
  await tool('send_message', { ...message, to: `${NUMBERS[1] ?? ''}${TEXT}` }, 'invalid_input');
  await tool('get_phone_number', { phone_number: '../balance' }, 'invalid_input');
  const errors = [{ code: '10015', title: TEXT, detail: `${NUMBERS[1] ?? ''} ${KEY}` }];
  await controls.fault({ path: '/messages', status: 422, body: { errors } });
  await tool('send_message', message, 'upstream_refused');
  await controls.fault({ path: '/messages', status: 503, accept: true });
  await tool('send_message', message, 'upstream_unavailable');
  await controls.fault({ path: '/messages', drop: 'after_accept' });
  await tool('send_message', message, 'upstream_unavailable');
  await controls.fault({ path: '/messages', status: 429, headers: { 'retry-after': '600' } });
  await tool('send_message', message, 'upstream_rate_limited');
  await controls.fault({ path: '/balance', status: 401 });
  await tool('get_balance', {}, 'upstream_key_refused');

  await modern(app, 'tools/call', { name: 'get_balance', arguments: {} }, { token });
  outcomes.push('get_balance ok');
  await legacy(app, 'tools/call', { name: 'send_message', arguments: message }, { token: reader });
  await legacy(app, 'tools/list', {}, { token: bad });
  await legacy(app, 'tools/list', {}, { path: `/mcp?access_token=${token}` });
  await legacy(
    app,
    TEXT,
    { text: TEXT },
    { token, headers: { 'mcp-session-id': TEXT, 'user-agent': TEXT, referer: `https://x.example/${token}` } },
  );
  await post(app, `{"text":"${TEXT}"`, { token });
  await post(app, 'x'.repeat(5_000_000), { token });
  await post(app, Buffer.from([0xff]), { token });
  await legacy(app, 'tools/list', {}, { token, headers: { origin: `https://${TEXT.replaceAll(' ', '-')}.example` } });
  for (const path of [
    '/health/live',
    '/health/ready',
    '/',
    '/test-auth',
    '/.well-known/jwks.json',
    '/mcp',
    `/auth/callback?code=${token}&state=${TEXT}`,
  ]) {
    await fetch(`${app.url}${path}`);
  }
}

describe('L1: the log of a broad use with every kind of error', () => {
  test('L1: is JSON, one event a line', () => {
    expect(lines.filter((line) => !line.startsWith('{'))).toEqual([`Listening on ${app.url}`]);
    expect(events).toHaveLength(lines.length - 1);
  });

  test('L1: has one line for each request, with its function, method, status and time taken, for MCP the method and tool, and no more', () => {
    const seen = events.filter(({ event }) => event === 'request');
    expect(seen).toHaveLength(requests);
    for (const line of seen) {
      const served = line['rpc'] === undefined ? [] : line['tool'] === undefined ? ['rpc'] : ['rpc', 'tool'];
      expect(Object.keys(line).sort()).toEqual(['event', 'function', 'level', 'method', 'ms', ...served, 'status', 'time'].sort());
      expect(line).toMatchObject({
        function: expect.any(String),
        method: expect.any(String),
        status: expect.any(Number),
        ms: expect.any(Number),
      });
    }
    const called = seen.filter(({ rpc }) => rpc === 'tools/call').map(({ tool }) => tool);
    expect(called).toEqual(expect.arrayContaining(outcomes.map((outcome) => outcome.split(' ')[0])));
    expect([...new Set(seen.map(({ status }) => status))].sort()).toEqual(expect.arrayContaining([200, 303, 400, 401, 403, 405, 413]));
  });

  test('L1: has one line for each tool call: who by id, which tool, how it ended, how long', () => {
    const seen = events.filter(({ event }) => event === 'tool_call');
    expect(seen.map(({ tool, outcome }) => `${String(tool)} ${String(outcome)}`)).toEqual(outcomes);
    for (const line of seen) {
      expect(Object.keys(line).sort()).toEqual([
        'client',
        'era',
        'event',
        'level',
        'ms',
        'outcome',
        'request',
        'risk',
        'subject',
        'time',
        'tool',
      ]);
      expect(line).toMatchObject({ client: 'test-auth', ms: expect.any(Number), request: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    }
    expect(seen[0]).toMatchObject({ subject: OWNER, risk: 'outbound', era: 'legacy' });
    expect(new Set(seen.map(({ request }) => request)).size).toBe(seen.length);
  });

  test('L1: has an audit line before and after each call that does more than read, or costs, beside its tool_call line', () => {
    const costs = 'lookup_number';
    const calls = events.filter(({ event, risk, tool }) => event === 'tool_call' && (risk !== 'read' || tool === costs));
    const begun = events.filter(({ event, outcome }) => event === 'audit' && outcome === 'begun');
    expect(new Set(begun.map(({ request }) => request))).toEqual(new Set(calls.map(({ request }) => request)));
    for (const line of begun) expect(line).not.toHaveProperty('to');
    const audit = events.filter(
      ({ event, outcome, risk, tool }) => event === 'audit' && outcome !== 'begun' && (risk !== 'read' || tool === costs),
    );
    expect(audit.map(({ request, tool, outcome }) => ({ request, tool, outcome }))).toEqual(
      calls.map(({ request, tool, outcome }) => ({ request, tool, outcome })),
    );
    for (const line of audit) {
      const subject = line['tool'] === costs ? READER : OWNER;
      expect(line).toMatchObject({ subject, client: 'test-auth', grant: expect.any(String), hash_key: expect.any(String) });
      if (line['outcome'] === 'invalid_input' || line['tool'] === costs) expect(line).not.toHaveProperty('to');
      else expect(line).toMatchObject({ to: ['+131***11'], to_hash: [expect.stringMatching(/^[0-9a-f]{16}$/)] });
    }
  });

  test('D53: has one audit line after each call that reads', () => {
    const calls = events.filter(({ event, risk }) => event === 'tool_call' && risk === 'read');
    const audit = events.filter(({ event, risk, outcome }) => event === 'audit' && risk === 'read' && outcome !== 'begun');
    expect(calls.length).toBeGreaterThan(0);
    expect(audit.map(({ request, tool, outcome }) => ({ request, tool, outcome }))).toEqual(
      calls.map(({ request, tool, outcome }) => ({ request, tool, outcome })),
    );
    for (const line of audit) expect(line).toMatchObject({ client: 'test-auth', grant: expect.any(String), hash_key: expect.any(String) });
  });

  test('L1, AUTH-TOKEN-6: holds no token, key, code, state or cookie, whole or in its parts', () => {
    expect([...secrets.values()].every((secret) => secret.length > 15)).toBe(true);
    const log = written();
    for (const [what, secret] of secrets) {
      const parts = secret.split('.').filter((part) => part.length > 15 && part !== 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9');
      for (const part of [secret, ...parts]) expect({ what, found: log.includes(part) }).toEqual({ what, found: false });
    }
    // Verifiers, nonces and whatever else is opaque: longer than an id, it has no place here.
    expect(log.match(/[\w-]{40,}/g)).toBeNull();
    expect(log).not.toMatch(/bearer|eyJ|KEY0/i);
  });

  test('L1: holds no telephone number, no text, no query, no name and no address', () => {
    const log = written();
    for (const number of NUMBERS) expect(log).not.toContain(number.slice(1));
    expect(log).not.toMatch(/four-five-six|safe/);
    expect(log).not.toMatch(/\?|access_token|Local Owner|example\.com|@/);
  });

  test('L1: says of a failed login why, and nothing of what the provider said', () => {
    const failed = events.filter(({ event }) => event === 'login_failed');
    const failures = failed.map(({ failure }) => failure);
    expect(failures).toEqual(
      expect.arrayContaining(['code_refused', 'no_login_in_progress', 'identity_not_valid', 'declined', 'provider_unreachable']),
    );
    expect(JSON.stringify(failed)).not.toMatch(/Trace|Correlation/);
  });
});
