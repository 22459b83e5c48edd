import { describe, expect, test } from '@jest/globals';
import { createTelnyxSimulator } from '../../../infra/local/telnyx/server.ts';
import { useSimulator } from './harness.ts';

const OWN = '+13125550100';
const SAM = '+13125550142';
const LINE = `/phone/${SAM}/${OWN}`;

const sim = useSimulator();

const get = (path: string, headers: Record<string, string> = {}) => sim.send('GET', path, undefined, { key: null, headers });
const reply = (headers: Record<string, string>, raw = 'text=Hello') =>
  sim.send('POST', `${LINE}/reply`, undefined, {
    key: null,
    raw,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
const messageCount = async () => (await sim.api('GET', '/detail_records?filter[record_type]=messaging')).json.data.length as number;

describe('forms', () => {
  test('of the page itself are taken, with or without what newer browsers add', async () => {
    expect((await reply({ origin: sim.url })).status).toBe(303);
    expect((await reply({ origin: sim.url, 'sec-fetch-site': 'same-origin' })).status).toBe(303);
  });

  test.each<[string, () => Record<string, string>]>([
    ['another website', () => ({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })],
    ['a page that hides its origin', () => ({ origin: 'null', 'sec-fetch-site': 'cross-site' })],
    ['another port of this machine', () => ({ origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' })],
    ['the same host by https', () => ({ origin: sim.url.replace('http:', 'https:') })],
    ['a page that lies about its origin alone', () => ({ origin: sim.url, 'sec-fetch-site': 'cross-site' })],
    ['no page', () => ({})],
    ['an address bar', () => ({ origin: sim.url, 'sec-fetch-site': 'none' })],
  ])('of %s do nothing', async (_, headers) => {
    const before = await messageCount();
    const { status, text } = await reply(headers());
    expect([status, text]).toEqual([403, 'This form was not sent from the phone’s own page. Nothing was done.\n']);
    expect(await messageCount()).toBe(before);
  });

  test('are forms: JSON and plain text are not read', async () => {
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x'])
      expect((await reply({ origin: sim.url, 'content-type': type })).status).toBe(415);
    expect(await messageCount()).toBe(0);
  });

  test.each(['constructor', '__proto__', 'toString', 'unknown', ''])('named %p do not exist', async (name) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: sim.url };
    expect((await sim.send('POST', `${LINE}/${name}`, undefined, { key: null, raw: '', headers })).status).toBe(404);
  });

  test('that lack a field, or press what is no key, are refused', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: sim.url };
    for (const [name, raw] of Object.entries({ answer: '', press: 'call=x&digits=z', 'hang-up': 'calls=x' }))
      expect((await sim.send('POST', `${LINE}/${name}`, undefined, { key: null, raw, headers })).status).toBe(400);
  });
});

describe('the page', () => {
  test.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80', '10.0.0.1', '127.0.0.1@evil.example'])(
    'is not served to the host %p',
    async (host) => {
      const { status, text } = await get('/phone', { host });
      expect([status, text]).toEqual([403, expect.stringContaining('served to this computer alone')]);
    },
  );

  test.each(['localhost:7', '127.0.0.1', '[::1]:80', 'LOCALHOST'])('is served to the host %p', async (host) => {
    expect((await get('/phone', { host })).status).toBe(200);
  });

  test('loads nothing from elsewhere, has no script or style of its own within, and no frame shows it', async () => {
    for (const path of ['/phone', LINE, '/phone?number=x', '/phone/a/b/c']) {
      const { headers, text } = await get(path);
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; style-src 'self'; script-src 'self'; [^*]*frame-ancestors 'none'$/,
      );
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
      expect(text).not.toMatch(/ style=|<style| on\w+=|<script(?! src="\/phone\/phone\.js" defer>)|(src|href)="(https?:)?\/\//);
    }
  });

  test('has its style and script beside it', async () => {
    expect((await get('/phone/phone.css')).headers['content-type']).toBe('text/css; charset=utf-8');
    expect((await get('/phone/phone.js')).headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  test('has neither PUT nor DELETE, and is in no log of requests', async () => {
    const { status, headers } = await sim.send('DELETE', LINE, undefined, { key: null });
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD, POST']);
    expect((await sim.control('GET', '/requests')).json).toEqual([]);
  });

  test('says where the account has no number', async () => {
    const none = createTelnyxSimulator({ apiKeys: [] });
    const { url } = await none.listen();
    const answer = await fetch(`${url}/phone?number=%2B13125550142`);
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('The account has no number yet')]);
    await none.close();
  });
});

describe('the words of a text', () => {
  const shown = async (text: string) => {
    await sim.control('POST', '/messages/inbound', { from: SAM, to: OWN, text });
    return /<bdi class="words">([\s\S]*?)<\/bdi>/.exec((await get(LINE)).text)?.[1];
  };
  const code = (name: string) => `<b class="code">${name}</b>`;

  test.each([
    ['markup', '<img src=x onerror=alert(1)>"\'&', '&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;'],
    ['line ends', 'one\r\ntwo\n\nthree', 'one\ntwo\n\nthree'],
    ['a link', 'See https://a.example/x?y=1&z=2.', 'See <u>https://a.example/x?y=1&amp;z=2</u>.'],
    ['a link without a scheme', '(acme.com/o)', '(<u>acme.com/o</u>)'],
    ['a link with markup', 'https://a.example/"><b>', '<u>https://a.example/&quot;&gt;&lt;b</u>&gt;'],
    ['right-to-left control', 'a\u202Eb', `a${code('U+202E')}b`],
    ['hidden characters', 'a\u200Bb\u0000c\u00ADd\u{E0041}', `a${code('U+200B')}b${code('U+0000')}c${code('U+00AD')}d${code('U+E0041')}`],
    ['half an emoji', 'a\uD83D', `a${code('U+D83D')}`],
    ['emoji of several', '👩‍👩‍👧 ❤️ 1️⃣', '👩‍👩‍👧 ❤️ 1️⃣'],
    ['no link', 'Price 3.50, e.g. at 9.', 'Price 3.50, e.g. at 9.'],
  ])('%s', async (_, text, html) => {
    expect(await shown(text)).toBe(html);
  });

  test('are as harmless in lists and in what was typed', async () => {
    await sim.control('POST', '/messages/inbound', { from: SAM, to: OWN, text: '<b>\u202E' });
    expect((await get('/phone')).text).toContain(`You: &lt;b&gt;${code('U+202E')}`);
    const typed = await reply({ origin: sim.url }, new URLSearchParams({ text: `"><script>${'x'.repeat(1600)}` }).toString());
    expect(typed.text).toContain('value="&quot;&gt;&lt;script&gt;xxx');
  });
});
