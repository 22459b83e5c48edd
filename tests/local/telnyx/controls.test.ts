import { describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { LOCAL_API_KEY } from '../../../infra/local/telnyx/server.ts';
import { useSimulator } from './harness.ts';

const sim = useSimulator();

const fault = (fields: object) => sim.control('POST', '/faults', fields);
const balance = () => sim.api('GET', '/balance');
const sendText = () => sim.api('POST', '/messages', { from: '+13125550100', to: '+13125550142', text: 'x' });
const requests = async (query = '') => (await sim.control('GET', `/requests${query}`)).json;

describe('faults', () => {
  test('serve as often as asked, in order, then the simulator is itself again', async () => {
    await fault({ path: '/balance', status: 503 });
    await fault({ times: 2, status: 429, headers: { 'Retry-After': '3600' } });
    const seen = [await balance(), await balance(), await balance(), await balance()];
    expect(seen.map((answer) => answer.status)).toEqual([503, 429, 429, 200]);
    expect(seen[0]?.json.errors[0].code).toBe('10007');
    expect(seen[1]?.json.errors[0].code).toBe('10011');
    expect(seen[1]?.headers['retry-after']).toBe('3600');
  });

  test('match by method, prefix and regular expression, with and without /v2', async () => {
    await fault({ method: 'post', path: '/v2/bal', status: 500 });
    await fault({ path: '^/balance$', status: 502 });
    await fault({ path: '/messages/[0-9a-f-]+$', status: 504 });
    expect((await balance()).status).toBe(502);
    expect((await sim.api('GET', '/messages/00aa')).status).toBe(504);
    expect((await balance()).status).toBe(200);
  });

  test('are forgotten on demand', async () => {
    await fault({ status: 500, times: 9 });
    await sim.control('DELETE', '/faults');
    expect((await balance()).status).toBe(200);
  });

  test.each([
    [
      'the other two error bodies',
      { status: 422, body: { detail: [{ loc: ['body', 'name'], msg: 'field required', type: 'missing' }] } },
      /"detail":\[/,
      'application/json; charset=utf-8',
    ],
    ['the HTML of a gateway', { status: 502, body: '<html>Bad Gateway</html>' }, /^<html>/, 'text/html; charset=utf-8'],
    ['nothing at all', { status: 401, body: '' }, /^$/, undefined],
    [
      'a content type of its own',
      { status: 400, body: '<Error/>', headers: { 'Content-Type': 'application/xml' } },
      /^<Error/,
      'application/xml',
    ],
  ])('answer with %s', async (_, fields, text, type) => {
    await fault(fields);
    const answer = await balance();
    expect(answer.text).toMatch(text);
    expect(answer.headers['content-type']).toBe(type);
  });

  test('redirect', async () => {
    await fault({ status: 302, headers: { location: 'http://example.com/' }, body: '' });
    expect(await balance()).toMatchObject({ status: 302, headers: { location: 'http://example.com/' } });
  });

  test('drop the connection before anything is done', async () => {
    await fault({ drop: 'before' });
    await expect(sendText()).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect((await balance()).json.data.balance).toBe('100.00');
    expect(await requests()).toMatchObject([{ method: 'POST', accepted: false }, {}]);
  });

  test('drop the connection after the operation was carried out', async () => {
    await fault({ drop: 'after_accept' });
    await expect(sendText()).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect((await balance()).json.data.balance).toBe('99.993');
    expect(await requests()).toMatchObject([{ method: 'POST', accepted: true }, {}]);
  });

  test('answer 503 although the operation was carried out', async () => {
    await fault({ status: 503, accept: true });
    expect((await sendText()).status).toBe(503);
    expect((await balance()).json.data.balance).toBe('99.993');
  });

  test('delay and drip the real answer', async () => {
    await fault({ delay_ms: 1, drip_ms: 1 });
    expect((await balance()).json.data.balance).toBe('100.00');
  });

  test('stream as many bytes as asked', async () => {
    await fault({ bytes: 3_000_000 });
    const { text, json } = await balance();
    expect(text).toHaveLength(3_000_000);
    expect(json.data).toMatch(/^a+$/);
  });

  test('send a body that unpacks to as many bytes as asked', async () => {
    await fault({ gzip_bytes: 5_000_000 });
    const answer = await fetch(`${sim.url}/v2/balance`, { headers: { authorization: `Bearer ${LOCAL_API_KEY}` } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(await answer.text()).toHaveLength(5_000_000);
  });

  test('put raw bytes on the wire', async () => {
    await fault({ raw: 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort' });
    const { port } = new URL(sim.url);
    const received = await new Promise<string>((resolve) => {
      let all = '';
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('GET /v2/balance HTTP/1.1\r\nhost: x\r\n\r\n'));
      socket.on('data', (chunk: Buffer) => (all += chunk.toString()));
      socket.on('end', () => {
        socket.end();
        resolve(all);
      });
    });
    expect(received).toMatch(/short$/);
  });

  test.each([{ status: 99 }, { path: '(' }, { times: 0 }, { drop: 'maybe' }, { colour: 'red' }, { bytes: 100, gzip_bytes: 100 }])(
    'are checked: %j',
    async (fields) => {
      expect((await fault(fields)).status).toBe(400);
    },
  );
});

describe('request log', () => {
  test('shows the raw path, the parsed body and no key', async () => {
    await sim.api('GET', '/messages/a%2Fb%20c?x=%5B');
    await sendText();
    const [first, second] = await requests();
    expect(first).toMatchObject({
      n: 1,
      method: 'GET',
      url: '/v2/messages/a%2Fb%20c?x=%5B',
      body: null,
      accepted: false,
      at: Date.parse('2026-07-15T12:00:00Z'),
    });
    expect(second).toMatchObject({
      n: 2,
      body: { text: 'x' },
      accepted: true,
      headers: { authorization: expect.stringMatching(/^sha256:[0-9a-f]{12}$/) },
    });
    expect(JSON.stringify([first, second])).not.toContain(LOCAL_API_KEY);
  });

  test('starts after a number, and over', async () => {
    await balance();
    await balance();
    expect(await requests('?since=1')).toMatchObject([{ n: 2 }]);
    await sim.control('DELETE', '/requests');
    expect(await requests()).toEqual([]);
    expect((await sim.control('GET', '/requests?since=x')).status).toBe(400);
  });
});

describe('the simulator as a whole', () => {
  test('goes back to its beginning on reset', async () => {
    const profiles = (await sim.api('GET', '/messaging_profiles')).json.data;
    await sendText();
    await fault({ status: 500, times: 5 });
    await sim.advance(99_000);
    await sim.control('POST', '/keys', { add: 'KEYnew' });
    await sim.control('POST', '/reset');
    expect((await balance()).json.data.balance).toBe('100.00');
    expect((await sim.api('GET', '/phone_numbers/1293384261075731499')).json.data.phone_number).toBe('+13125550100');
    expect((await sim.api('GET', '/messaging_profiles')).json.data).toMatchObject([
      { id: profiles[0].id, created_at: '2026-07-15T12:00:00.000Z' },
    ]);
    expect((await sim.api('GET', '/balance', undefined, { key: 'KEYnew' })).status).toBe(401);
  });

  test('keeps of an account what a control does not name', async () => {
    await sim.control('POST', '/account', { level: 'trial', verified_numbers: ['+13125550142'] });
    await sim.control('POST', '/account', { balance: '5.00' });
    expect((await sendText()).status).toBe(200);
    await sim.control('POST', '/account', { verified_numbers: [] });
    expect((await sendText()).status).toBe(403);
    await sim.control('POST', '/reset');
    expect((await sendText()).status).toBe(200);
  });

  test('names its controls to who asks for an unknown one', async () => {
    const answer = await sim.control('POST', '/nothing');
    expect([answer.status, answer.json.controls]).toEqual([404, expect.arrayContaining(['POST /faults'])]);
  });

  test('refuses controls with the wrong input', async () => {
    expect((await sim.control('POST', '/clock', { advance_ms: -1 })).status).toBe(400);
    expect((await sim.send('POST', '/_sim/clock', undefined, { raw: '{' })).status).toBe(400);
    expect((await sim.control('POST', '/account', { key: 'KEYnobody' })).status).toBe(404);
    expect((await sim.control('POST', '/account', { level: 'gold' })).status).toBe(400);
    expect((await sim.control('POST', '/portal', { key: 'KEYnobody' })).status).toBe(404);
    expect((await sim.control('POST', '/portal', { connection: { id: '9' } })).status).toBe(404);
    expect((await sim.control('POST', '/portal', { outbound_voice_profile: { destinations: ['usa'] } })).status).toBe(400);
  });

  test('closes while an answer waits in a fault', async () => {
    await fault({ delay_ms: 60_000 });
    const waiting = expect(balance()).rejects.toThrow();
    while ((await requests()).length === 0);
    await sim.close();
    await waiting;
  });
});
