import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { createTelnyx, path, type TelnyxClient } from '../../../shared/telnyx/index.ts';
import { explain } from '../../../shared/mcp/tool/index.ts';
import { KEY } from '../../app/contract/support/run-tool.ts';
import { inTurn, json } from '../../app/contract/support/telnyx-edge.ts';
import { freePort } from '../../support/oauth/free-port.ts';
import { get, OK, patch, post, askTelnyx } from './ask-telnyx.ts';

const drop = (_seen: unknown, response: { destroy: () => void }) => response.destroy();

// At once: each has a server of its own, and most of them wait for the next try.
describe('a read', () => {
  test.concurrent.each([408, 500, 502, 503, 504])('U6: is repeated twice after %d', async (status) => {
    const { answer, seen } = await askTelnyx(inTurn(json({}, status), json({}, status), json(OK)), { ask: get });
    expect(answer).toEqual(OK);
    expect(seen).toHaveLength(3);
  });

  test.concurrent('U6: is repeated when the connection drops before an answer', async () => {
    const { answer, seen } = await askTelnyx(inTurn(drop, json(OK)), { ask: get });
    expect(answer).toEqual(OK);
    expect(seen).toHaveLength(2);
  });

  test.concurrent('U6: gives up after two more tries', async () => {
    const { error, seen } = await askTelnyx(json({}, 503), { ask: get });
    expect(seen).toHaveLength(3);
    expect(error).toMatchObject({ reason: 'server_error', outcome: 'unknown', method: 'GET', status: 503 });
  });

  test.concurrent('U6: can have less time than the call', async () => {
    const ask = (client: TelnyxClient) => client.get(path`/call_events`, { answer: z.unknown(), withinMs: 2_000 });
    const startedAt = Date.now();
    const { error, seen } = await askTelnyx(() => undefined, { ask, call: { timeoutMs: 45_000 } });
    expect(error).toMatchObject({ reason: 'timeout' });
    expect(seen).toHaveLength(1);
    expect(Date.now() - startedAt).toBeLessThan(20_000);
  });

  test.concurrent('U6: is not repeated beyond its deadline', async () => {
    const { error, seen } = await askTelnyx(json({}, 503), { ask: get, call: { timeoutMs: 200 } });
    expect(seen.length).toBeLessThan(3);
    expect(error).toMatchObject({ code: 'upstream_unavailable' });
  });

  test.concurrent.each([400, 402, 403, 404, 409, 422, 501])('is not repeated after %d', async (status) => {
    const { seen } = await askTelnyx(json({}, status), { ask: get });
    expect(seen).toHaveLength(1);
  });
});

describe.each([
  ['POST', post],
  ['PATCH', patch],
] as const)('a %s', (method, ask) => {
  test.concurrent.each([408, 500, 502, 503, 504])('U5: is sent once, whatever %d may mean', async (status) => {
    const { error, seen } = await askTelnyx(inTurn(json({}, status), json(OK)), { ask });
    expect(seen).toHaveLength(1);
    expect(error).toMatchObject({ reason: 'server_error', outcome: 'unknown', method, status });
  });

  test.concurrent('U5: is sent once when the connection drops after it was accepted', async () => {
    const { error, seen } = await askTelnyx(inTurn(drop, json(OK)), { ask });
    expect(seen).toHaveLength(1);
    expect(error).toMatchObject({ reason: 'network', outcome: 'unknown', method });
  });

  test.concurrent('U5: is sent once when no answer comes in time', async () => {
    const { error, seen } = await askTelnyx(() => undefined, { ask, call: { timeoutMs: 3_000 } });
    expect(seen).toHaveLength(1);
    expect(error).toMatchObject({ reason: 'timeout', outcome: 'unknown', method });
  });
});

describe('a rate limit', () => {
  test.concurrent.each(['0', '1'])('U4: Retry-After %s is waited for, then the answer comes, also for a POST', async (after) => {
    const { answer, seen } = await askTelnyx(inTurn(json({}, 429, { 'retry-after': after }), json(OK)), { ask: post });
    expect(answer).toEqual(OK);
    expect(seen).toHaveLength(2);
    expect(seen[1]?.body).toBe(seen[0]?.body);
  });

  test.concurrent.each([
    ['retry-after', '3600', 3600],
    ['x-ratelimit-reset', '40', 40],
  ])('U4: %s %s is said at once', async (header, value, seconds) => {
    const { error, seen } = await askTelnyx(json({}, 429, { [header]: value }), { ask: get });
    expect(seen).toHaveLength(1);
    expect(error).toMatchObject({ code: 'upstream_rate_limited', retryAfter: seconds });
  });

  test.concurrent('U4: a date as Retry-After is understood', async () => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    const { error } = await askTelnyx(json({}, 429, { 'retry-after': date }), { ask: get });
    const { retryAfter } = z.object({ retryAfter: z.number() }).parse(error);
    expect(Math.abs(retryAfter - 3_600)).toBeLessThan(60);
  });

  test.concurrent.each(['soon', '-5', ''])('U4: Retry-After %p does no harm', async (after) => {
    const { error, seen } = await askTelnyx(json({}, 429, { 'retry-after': after }), { ask: get });
    expect(seen).toHaveLength(3);
    expect(error).toMatchObject({ code: 'upstream_rate_limited' });
  });

  test.concurrent('U4: a limit that stays is said after two more tries', async () => {
    const { error, seen } = await askTelnyx(json({}, 429, { 'retry-after': '0' }), { ask: post });
    expect(seen).toHaveLength(3);
    expect(error).toMatchObject({ code: 'upstream_rate_limited', retryAfter: 0 });
  });
});

describe('a 429 that is no rate limit', () => {
  const SPENT = { errors: [{ code: '40333', title: 'Messaging profile spend limit reached' }] };

  test.concurrent.each([
    ['a POST', post],
    ['a read', get],
  ])('U4: is sent once by %s and told with its reason', async (_what, ask) => {
    const { error, seen } = await askTelnyx(json(SPENT, 429, { 'retry-after': '0' }), { ask });
    expect(seen).toHaveLength(1);
    expect(error).toMatchObject({ code: 'upstream_refused', status: 429, problems: [{ code: '40333' }] });
  });

  test.concurrent('U4: is one even beside the code of a rate limit', async () => {
    const { seen } = await askTelnyx(json({ errors: [{ code: '10011' }, ...SPENT.errors] }, 429, { 'retry-after': '0' }), { ask: get });
    expect(seen).toHaveLength(1);
  });

  test.concurrent.each([
    { errors: [{ title: 'Messaging profile spend limit reached' }] },
    { error: 'Spending limit reached for this key' },
    { message: 'Insufficient funds' },
  ])('U4: is told by its words where it has no code: %j', async (body) => {
    const { error, seen } = await askTelnyx(json(body, 429, { 'retry-after': '0' }), { ask: get });
    expect(seen).toHaveLength(1);
    expect(error).toMatchObject({ code: 'upstream_refused', status: 429 });
  });

  test.concurrent.each<[string, unknown]>([
    ['the code 10011', { errors: [{ code: 10011, title: 'Too many requests' }] }],
    ['its own status as code', { errors: [{ code: '429', title: 'Too Many Requests' }] }],
    ['no code', { message: 'API rate limit exceeded' }],
    ['nothing', {}],
  ])('U4: %s is one, and is repeated', async (_what, body) => {
    const { error, seen } = await askTelnyx(json(body, 429, { 'retry-after': '0' }), { ask: post });
    expect(seen).toHaveLength(3);
    expect(error).toMatchObject({ code: 'upstream_rate_limited' });
  });
});

describe('no way through', () => {
  test.each(['127.0.0.1', 'localhost'])('a refused connection to %s was never sent', async (host) => {
    const telnyx = createTelnyx({ baseUrl: `http://${host}:${await freePort()}`, apiKey: () => Promise.resolve(KEY) });
    const client = telnyx({ retry: 'refused', signal: new AbortController().signal, timeoutMs: 5_000 });
    await expect(post(client)).rejects.toMatchObject({ reason: 'network', outcome: 'not_sent' });
  });

  test('an unknown host was never asked', async () => {
    const telnyx = createTelnyx({ baseUrl: 'http://api.invalid', apiKey: () => Promise.resolve(KEY) });
    // A resolver that is asked in vain takes its time.
    const client = telnyx({ retry: 'refused', signal: new AbortController().signal, timeoutMs: 45_000 });
    await expect(post(client)).rejects.toMatchObject({ reason: 'network', outcome: 'not_sent' });
  });

  test('a caller who goes away ends the request, and it is not repeated', async () => {
    const gone = new AbortController();
    const { error, seen } = await askTelnyx(() => gone.abort(), { ask: get, call: { signal: gone.signal } });
    expect(error).toMatchObject({ reason: 'cancelled', outcome: 'unknown' });
    expect(seen).toHaveLength(1);
  });
});

describe('what may be repeated, but changes something', () => {
  const dial = (client: TelnyxClient) =>
    client.post(path`/calls`, { body: { command_id: 'a' }, repeatable: true, answer: z.object({ data: z.unknown() }) });

  test.each([
    ['is told to wait', [json({}, 503), json({}, 429, { 'retry-after': '3600' })]],
    ['is refused', [json({}, 503), json({}, 422)]],
    ['is refused by the key', [drop, json({}, 401)]],
  ])('U5: is never said to be undone when only its last try %s', async (_what, answers) => {
    const { error, seen } = await askTelnyx(inTurn(...answers), { ask: dial });
    expect(seen).toHaveLength(2);
    const text = explain(error, { risk: 'outbound' })?.text;
    expect(text).toMatch(/UNKNOWN.*search_detail_records/);
    expect(text).not.toContain('Nothing was done');
  });

  test('U4: is said to be undone when every try was told to wait', async () => {
    const { error } = await askTelnyx(inTurn(json({}, 429, { 'retry-after': '0' }), json({}, 422)), { ask: dial });
    expect(explain(error, { risk: 'outbound' })?.text).toContain('Nothing was done');
  });
});
