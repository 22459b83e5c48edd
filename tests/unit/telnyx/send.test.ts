import { describe, expect, test } from '@jest/globals';
import { path, type TelnyxClient } from '../../../shared/telnyx/index.ts';
import type { RawAnswer, TelnyxRequest } from '../../../shared/telnyx/rest/index.ts';
import { KEY } from '../../app/contract/support/run-tool.ts';
import { inTurn, json, type Answer } from '../../app/contract/support/telnyx-edge.ts';
import { askTelnyx, OK, shown } from './ask-telnyx.ts';

const request = (given: Partial<TelnyxRequest> = {}): TelnyxRequest => ({
  method: 'GET',
  path: path`/things/${'a b'}`,
  query: [],
  ...given,
});
const sending =
  (given: Partial<TelnyxRequest> = {}, more?: Parameters<TelnyxClient['send']>[1]) =>
  (client: TelnyxClient) =>
    client.send(request(given), more);

const bytesOf = (answer: unknown) => (answer as RawAnswer).bytes;
const drop: Answer = (_seen, response) => response.destroy();

test('sends any method, query, key and media type, and returns the answer as it came', async () => {
  const given = {
    method: 'PUT',
    query: [
      ['filter[a]', 'b c'],
      ['n', '1'],
      ['n', '2'],
    ],
    accept: 'audio/wav',
  } as const;
  const answer: Answer = (_seen, response) =>
    response.writeHead(202, { 'content-type': 'Audio/WAV; rate=8000' }).end(Buffer.from([0, 255, 128]));
  const { answer: got, seen } = await askTelnyx(answer, { ask: sending(given, { idempotencyKey: 'once' }) });
  expect(seen).toMatchObject([
    {
      method: 'PUT',
      url: '/things/a%20b?filter%5Ba%5D=b+c&n=1&n=2',
      headers: { authorization: `Bearer ${KEY}`, accept: 'audio/wav', 'idempotency-key': 'once' },
      body: '',
    },
  ]);
  expect(seen[0]?.headers['content-type']).toBeUndefined();
  expect(got).toMatchObject({ method: 'PUT', url: '/things/a%20b?filter%5Ba%5D=b+c&n=1&n=2', status: 202, contentType: 'audio/wav' });
  expect([...bytesOf(got)]).toEqual([0, 255, 128]);
});

describe('a body', () => {
  test.each([
    ['JSON', 'DELETE', { type: 'json', value: { a: 'ä' } }, 'application/json', '{"a":"ä"}'],
    [
      'a form',
      'POST',
      {
        type: 'form',
        pairs: [
          ['a', 'b c'],
          ['a', '&'],
        ],
      },
      'application/x-www-form-urlencoded',
      'a=b+c&a=%26',
    ],
    ['a text', 'PUT', { type: 'raw', text: 'ä\r\n' }, 'application/octet-stream', 'ä\r\n'],
  ] as const)('is sent as %s with %s', async (_what, method, body, contentType, sent) => {
    const { seen } = await askTelnyx(json(OK), { ask: sending({ method, body }) });
    expect(seen[0]).toMatchObject({ method, headers: { 'content-type': contentType, accept: 'application/json' }, body: sent });
  });

  test('is sent in parts', async () => {
    const body = {
      type: 'multipart',
      pairs: [
        ['url', 'https://example.com/a'],
        ['n', '"\r\n--x'],
      ],
    } as const;
    const { seen } = await askTelnyx(json(OK), { ask: sending({ method: 'POST', body }) });
    const [one] = seen;
    const form = await new Response(one?.body, { headers: { 'content-type': one?.headers['content-type'] ?? '' } }).formData();
    expect([...form]).toEqual([
      ['url', 'https://example.com/a'],
      ['n', '"\r\n--x'],
    ]);
  });
});

test('takes an empty answer', async () => {
  const { answer } = await askTelnyx((_seen, response) => response.writeHead(204).end(), { ask: sending({ method: 'DELETE' }) });
  expect(answer).toMatchObject({ status: 204, contentType: '' });
  expect(bytesOf(answer)).toHaveLength(0);
});

describe('repeats', () => {
  test('a read whose answer was lost', async () => {
    const { answer, seen } = await askTelnyx(inTurn(drop, json(OK)), { ask: sending() });
    expect(answer).toMatchObject({ status: 200 });
    expect(seen).toHaveLength(2);
  });

  test('nothing that may have been done', async () => {
    const { error, seen } = await askTelnyx(inTurn(drop, json(OK)), { ask: sending({ method: 'POST' }) });
    expect(error).toMatchObject({ name: 'UpstreamUnavailableError', outcome: 'unknown' });
    expect(seen).toHaveLength(1);
  });

  test('what the rule of the call allows', async () => {
    const { seen } = await askTelnyx(inTurn(json({}, 503), json(OK)), { ask: sending({ method: 'POST' }), call: { retry: 'transient' } });
    expect(seen).toHaveLength(2);
  });
});

test('an error is that of any other request, and shows no key', async () => {
  const refused = json({ errors: [{ code: '10015', title: 'Bad', detail: `key ${KEY}` }] }, 422);
  const { error } = await askTelnyx(refused, { ask: sending({ method: 'POST' }) });
  expect(error).toMatchObject({ name: 'UpstreamClientError', status: 422, problems: [{ code: '10015', detail: 'key [API key]' }] });
  expect(shown(error)).not.toContain(KEY);
});

test('an answer that repeats the key shows none', async () => {
  const { answer } = await askTelnyx(json({ data: { echo: `Bearer ${KEY}` } }), { ask: sending() });
  expect(bytesOf(answer).toString()).toBe('{"data":{"echo":"Bearer [API key]"}}');
});

test('an answer of more than 5 MiB is refused', async () => {
  const { error } = await askTelnyx((_seen, response) => response.end(Buffer.alloc(5 * 1024 * 1024 + 1)), { ask: sending() });
  expect(error).toMatchObject({ reason: 'too_large' });
});

test('a URL that is too long is not sent', async () => {
  const { error, seen } = await askTelnyx(json(OK), { ask: sending({ query: [['a', 'x'.repeat(8_000)]] }) });
  expect(String(error)).toContain('longer than the URL of a request can be');
  expect(seen).toEqual([]);
});
