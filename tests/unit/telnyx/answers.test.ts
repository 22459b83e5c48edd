import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { path, type TelnyxClient } from '../../../shared/telnyx/index.ts';
import { KEY } from '../../app/contract/support/run-tool.ts';
import { type Answer, inTurn, json, startEdge } from '../../app/contract/support/telnyx-edge.ts';
import { get, OK, patch, post, shown, askTelnyx } from './ask-telnyx.ts';

const raw =
  (body: string | Buffer, status = 200, headers: Record<string, string> = {}): Answer =>
  (_seen, response) => {
    response.writeHead(status, headers).end(body);
  };

describe('a request', () => {
  test('U1: goes out with the path and query as they were built', async () => {
    const ask = path`/a/${'%2e%2e'}/${'../x'}/b`;
    const { seen } = await askTelnyx(json(OK), {
      ask: (client) =>
        client.get(ask, {
          query: { 'filter[a][b]': 'x&y=z#?', list: ['a', 'b'], flag: true, count: 0, none: undefined },
          answer: z.unknown(),
        }),
    });
    expect(seen.map(({ method, url }) => [method, url])).toEqual([
      ['GET', '/a/%252e%252e/..%2Fx/b?filter%5Ba%5D%5Bb%5D=x%26y%3Dz%23%3F&list=a%2Cb&flag=true&count=0'],
    ]);
  });

  test('keeps the path of the base URL, and cannot leave it', async () => {
    const { seen } = await askTelnyx(json(OK), {
      ask: (client) => client.get(path`/x/${'//evil.example.com'}`, { answer: z.unknown() }),
    });
    expect(seen[0]?.url).toBe('/x/%2F%2Fevil.example.com');
  });

  test('leaves out members of the body without a value', async () => {
    const { seen } = await askTelnyx(json(OK), { ask: post });
    expect(seen[0]?.body).toBe('{"to":"1"}');
    expect(seen[0]?.headers['content-type']).toBe('application/json');
  });
});

describe('the key', () => {
  const keys = (...all: string[]) => {
    const asked: (string | undefined)[] = [];
    const apiKey = (rejected?: string) => {
      asked.push(rejected);
      return Promise.resolve(all[Math.min(asked.length, all.length) - 1] ?? '');
    };
    return { asked, apiKey };
  };

  test('U7: is read anew once when Telnyx refuses it, and the request repeated, also a POST', async () => {
    const { asked, apiKey } = keys('KEYold', 'KEYnew');
    const { answer, seen } = await askTelnyx(inTurn(json({}, 401), json(OK)), { ask: post, apiKey });
    expect(answer).toEqual(OK);
    expect(asked).toEqual([undefined, 'KEYold']);
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer KEYold', 'Bearer KEYnew']);
  });

  test('U7: that stays the same is refused for good', async () => {
    const { asked, apiKey } = keys('KEYold');
    const { error, seen } = await askTelnyx(json({ errors: [{ code: '10009', title: 'Bad key KEYold' }] }, 401), { ask: get, apiKey });
    expect(seen).toHaveLength(1);
    expect(asked).toHaveLength(2);
    expect(error).toMatchObject({ code: 'upstream_key_refused' });
    expect(shown(error)).not.toContain('KEYold');
  });

  test('U7: that is refused twice is refused for good', async () => {
    const { error, seen } = await askTelnyx(json({}, 401), { ask: get, apiKey: keys('KEYold', 'KEYnew').apiKey });
    expect(seen).toHaveLength(2);
    expect(error).toMatchObject({ code: 'upstream_key_refused' });
  });

  test.each<[string, unknown, boolean]>([
    ['revoked', { errors: [{ code: '20002', title: 'API Key revoked' }] }, true],
    ['unreadable', { errors: [{ code: '10009', title: 'Authentication failed' }] }, true],
    ['in words alone', { detail: 'Invalid API key' }, true],
    ['without a reason', '', false],
    ['for another reason', { errors: [{ code: '401', title: 'Unauthorized' }] }, false],
  ])('U7: that is refused (%s) comes with the reason', async (_what, reason, aboutOurKey) => {
    const { error, seen } = await askTelnyx(json(reason, 401), { ask: get, apiKey: keys('KEYold', 'KEYnew').apiKey });
    expect(seen).toHaveLength(2);
    expect(error).toMatchObject({ code: 'upstream_key_refused', status: 401, aboutOurKey });
  });

  const chat = (client: TelnyxClient) => client.post(path`/ai/assistants/${'1'}/chat`, { answer: z.unknown() });

  test.each([
    { error: { message: 'Incorrect API key provided: sk-1', code: 'invalid_api_key' } },
    { error: { type: 'authentication_error', message: 'invalid x-api-key' } },
    { detail: { status: 'invalid_api_key', message: 'ElevenLabs refuses the key' } },
    { errors: [{ code: '10009', title: 'Authentication failed', detail: 'OpenAI does not accept the API key' }] },
    { errors: [{ title: 'The integration secret named by llm_api_key_ref is not valid' }] },
  ])('U7: of a provider is not taken for ours, and not read anew: %j', async (reason) => {
    const { asked, apiKey } = keys('KEYold', 'KEYnew');
    const { error, seen } = await askTelnyx(json(reason, 401), { ask: chat, apiKey });
    expect([seen.length, asked.length]).toEqual([1, 1]);
    expect(error).toMatchObject({ code: 'upstream_refused', status: 401 });
  });

  test.each([
    [get, { error: { code: 'invalid_api_key', message: 'No' } }],
    [chat, { errors: [{ code: '20002', title: 'API Key revoked' }] }],
    [chat, { error: { code: 'invalid_api_key', message: 'This is no Telnyx API key' } }],
  ])('U7: of this server is meant where no provider has a part, or none is named', async (ask, reason) => {
    const { error } = await askTelnyx(json(reason, 401), { ask, apiKey: keys('KEYold').apiKey });
    expect(error).toMatchObject({ code: 'upstream_key_refused' });
  });

  const echo: Answer = (seen, response) => json({ errors: [{ code: '1', detail: seen.headers.authorization }] }, 422)(seen, response);
  const reset: Answer = (_seen, response) => response.destroy();
  test.each<[string, Answer]>([
    ['a refusal', json({}, 422)],
    ['a refusal that echoes the key', echo],
    ['a 401', json({}, 401)],
    ['a rate limit', json({}, 429, { 'retry-after': '99' })],
    ['a server error', json({}, 503)],
    ['a dropped connection', reset],
    ['a redirect', json({}, 302, { location: 'https://example.com/' })],
    ['an unreadable answer', raw('<html>')],
    ['too large an answer', raw('x'.repeat(6_000_000))],
    ['no answer', () => undefined],
  ])('U7: is in no error about %s', async (_what, answer) => {
    const { error } = await askTelnyx(answer, { ask: post, call: { timeoutMs: 3_000 } });
    expect(error).toBeInstanceOf(Error);
    expect(shown(error)).not.toContain(KEY);
  });
});

describe('an answer', () => {
  test('U9: that redirects is refused, and nothing reaches the other host', async () => {
    const other = await startEdge(json(OK));
    for (const ask of [get, post]) {
      for (const status of [301, 302, 307, 308]) {
        const { error, seen } = await askTelnyx(json({}, status, { location: `${other.baseUrl}/x` }), { ask });
        expect(error).toMatchObject({ reason: 'redirect', status });
        expect(seen).toHaveLength(1);
      }
    }
    expect(other.seen).toEqual([]);
    await other.stop();
  });

  test('U9: that is too large is refused, said or unsaid', async () => {
    const large = 'x'.repeat(6 * 1024 * 1024);
    const chunked: Answer = (_seen, response) => {
      response.writeHead(200);
      response.write(large);
      response.end();
    };
    for (const answer of [raw(large, 200, { 'content-length': String(large.length) }), chunked]) {
      const { error, seen } = await askTelnyx(answer, { ask: get });
      expect(error).toMatchObject({ reason: 'too_large', outcome: 'unknown' });
      expect(seen).toHaveLength(1);
    }
  });

  test('U9: that is a gzip bomb is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, 'x'));
    expect(bomb.length).toBeLessThan(100_000);
    const { error, seen } = await askTelnyx(raw(bomb, 200, { 'content-encoding': 'gzip' }), { ask: get });
    expect(error).toMatchObject({ reason: 'too_large' });
    expect(seen).toHaveLength(1);
  });

  test.each([
    ['with a length', { 'content-length': '500' }],
    ['in chunks', {}],
  ])('U6: that breaks off %s is asked for again by a read only', async (_what, headers) => {
    const half: Answer = (_seen, response) => {
      response.writeHead(200, headers);
      response.write('{"data":', () => response.destroy());
    };
    const read = await askTelnyx(inTurn(half, json(OK)), { ask: get });
    expect(read.answer).toEqual(OK);
    const written = await askTelnyx(inTurn(half, json(OK)), { ask: post });
    expect(written.error).toMatchObject({ reason: 'network', outcome: 'unknown' });
    expect(written.seen).toHaveLength(1);
  });

  test('U9: that drips ends with the deadline', async () => {
    const timers: NodeJS.Timeout[] = [];
    const drip: Answer = (_seen, response) => {
      response.writeHead(200);
      timers.push(setInterval(() => response.write(' '), 20));
    };
    const { error } = await askTelnyx(drip, { ask: post, call: { timeoutMs: 3_000 } });
    timers.forEach((timer) => clearInterval(timer));
    expect(error).toMatchObject({ reason: 'timeout', outcome: 'unknown' });
  });

  test('is read compressed too', async () => {
    const { answer } = await askTelnyx(raw(gzipSync(JSON.stringify(OK)), 200, { 'content-encoding': 'gzip' }), { ask: get });
    expect(answer).toEqual(OK);
  });

  test('U8: that is HTML from a gateway counts as a server error', async () => {
    const { error } = await askTelnyx(raw('<html><body>Bad Gateway</body></html>', 502), { ask: post });
    expect(error).toMatchObject({ reason: 'server_error', status: 502 });
  });

  test.each(['', '<html></html>', '{"data":', '{}', 'null', '[]', '{"data":{"id":1}}'])(
    'U8: that reads %p is said to be unreadable',
    async (body) => {
      const { error, seen } = await askTelnyx(raw(body), { ask: patch });
      expect(error).toMatchObject({ reason: 'unreadable', outcome: 'unknown', status: 200, method: 'PATCH' });
      expect(seen).toHaveLength(1);
    },
  );

  test('U10: keeps the digits of a number that a double cannot hold', async () => {
    const { answer } = await askTelnyx(raw('{"data":{"id":1293384261075731499}}'), { ask: get });
    expect(answer).toEqual({ data: { id: '1293384261075731499' } });
  });
});

test('U12: a secret with half a character is blanked, too', async () => {
  const secret = 'SUPER\udfffSEC';
  const { error } = await askTelnyx(raw(JSON.stringify({ errors: [{ code: '1', detail: `bad ${secret.toWellFormed()}` }] }), 422), {
    ask: (client) => client.post(path`/integration_secrets`, { body: { token: secret }, hide: [secret], answer: z.unknown() }),
  });
  expect(error).toMatchObject({ code: 'upstream_refused' });
  expect(shown(error)).not.toContain('SUPER');
});

test('U12: a secret that the answer quotes is blanked however it is escaped', async () => {
  const secret = 'éSUPER/SE&C';
  const quotes = ['"bad \\u00e9SUPER\\/SE\\u0026C"', JSON.stringify(`at ?t=${encodeURIComponent(secret)}`)];
  for (const detail of quotes) {
    const { error } = await askTelnyx(raw(`{"errors":[{"code":"1","detail":${detail}}]}`, 422), {
      ask: (client) => client.post(path`/integration_secrets`, { body: { token: secret }, hide: [secret], answer: z.unknown() }),
    });
    expect(shown(error)).toContain('[secret]');
    expect(shown(error)).not.toContain('SUPER');
  }
});
