import { describe, expect, test } from '@jest/globals';
import { useSimulator } from './harness.ts';

const OWN = '+13125550100';
const SECOND = '+12125550100';
const SAM = '+13125550142';
const FAILS = '+13125550199';

const sim = useSimulator();

const get = (path: string) => sim.send('GET', path, undefined, { key: null });
const post = (path: string, fields: Record<string, string> = {}) =>
  sim.send('POST', path, undefined, {
    key: null,
    raw: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: sim.url, 'sec-fetch-site': 'same-origin' },
  });
const line = (person = SAM, own = OWN) => `/phone/${person}/${own}`;

/** What a person reads on the page: one line for each element. */
const words = (html: string) =>
  html
    .replace(/<(style|script|head)\b[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, '\n')
    .split('\n')
    .map((text) => text.trim())
    .filter((text) => text !== '');
const seen = async (path: string) => words((await get(path)).text);

const send = async (to: string, text: string, from = OWN) => {
  const { status } = await sim.api('POST', '/messages', { from, to, text });
  expect(status).toBe(200);
  await sim.advance(2000);
};
const application = async () => (await sim.api('GET', '/call_control_applications')).json.data[0].id as string;
const callOut = async (to = SAM) =>
  (await sim.api('POST', '/calls', { connection_id: await application(), from: OWN, to })).json.data.call_control_id as string;
const order = (id: string, action: string, body: object = {}) => sim.api('POST', `/calls/${id}/actions/${action}`, body);
/** The events of calls with their causes, in the order in which they happened. */
const story = async (): Promise<string[]> =>
  (await sim.api('GET', '/webhook_deliveries?page[size]=250')).json.data
    .map(({ webhook }: { webhook: { event_type: string; payload: Record<string, string> } }) =>
      [webhook.event_type.replace('call.', ''), webhook.payload['digit'], webhook.payload['hangup_cause'], webhook.payload['hangup_source']]
        .filter((part) => part !== undefined)
        .join(' '),
    )
    .reverse();
const lastCall = (html: string) => /name="call" value="([^"]+)"/.exec(html)?.[1] ?? '';

describe('the list of phones', () => {
  test('is empty at first, and then has every number that was texted or called, the newest first, with its last line', async () => {
    expect((await seen('/phone')).join(' ')).toContain('Nothing has arrived yet.');
    await send(SAM, 'Your order is ready');
    await send(FAILS, 'Hello?');
    await sim.control('POST', '/calls/inbound', { from: '+13125550177', to: OWN });
    const text = (await seen('/phone')).join(' ');
    const places = ['+1 312 555 0177 Calling', '+1 312 555 0199 Not delivered', '+1 312 555 0142 Your order is ready'].map((item) =>
      text.indexOf(item),
    );
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('counts what nobody has looked at yet, until its phone is opened', async () => {
    await send(SAM, 'One');
    await send(SAM, 'Two');
    const front = await get('/phone');
    expect(words(front.text).join(' ')).toMatch(/\+1 312 555 0142 Two [\d:]+ 2 new/);
    expect(front.text).toContain('<title>(2) Phones');
    await get(line());
    expect((await seen('/phone')).join(' ')).not.toMatch(/\d new/);
    await sim.control('POST', '/reset');
    await send(SAM, 'Three');
    expect((await seen('/phone')).join(' ')).toContain('1 new');
  });

  test('does not show a text that waits for its time', async () => {
    const send_at = '2026-07-15T13:00:00Z';
    expect((await sim.api('POST', '/messages', { from: OWN, to: SAM, text: 'Later', send_at })).status).toBe(200);
    expect(await seen('/phone')).not.toContain('Later');
    await sim.advance(3_602_000);
    expect(await seen('/phone')).toContain('Later');
  });
});

describe('picking up a number', () => {
  test('opens the line that was used last, however the number is written', async () => {
    await send(SAM, 'From the second', SECOND);
    const { status, headers } = await get(`/phone?number=${encodeURIComponent(' +1 (312) 555-0142 ')}`);
    expect([status, headers.location]).toEqual([303, line(SAM, SECOND)]);
    expect((await get(`/phone/${SAM}`)).headers.location).toBe(line(SAM, SECOND));
  });

  test.each(['abc', '0312 555 0142', '+0123', '"><script>alert(1)</script>'])('refuses %s, and keeps what was typed', async (typed) => {
    const { status, text } = await get(`/phone?number=${encodeURIComponent(typed)}`);
    expect(status).toBe(422);
    expect(words(text).join(' ')).toContain('This is no phone number.');
    expect(text).not.toContain('<script>alert');
    expect(text).toMatch(/<input[^>]*aria-invalid="true"/);
  });

  test('refuses a number of the account', async () => {
    const { status, text } = await get(`/phone?number=${encodeURIComponent(OWN)}`);
    expect([status, words(text).join(' ')]).toEqual([422, expect.stringContaining('This number belongs to the account.')]);
  });

  test.each(['/phone/+13125550142/+13125550142', '/phone/+13125550142/x', '/phone/a/b/c/d', '/phone/%ff/+13125550100'])(
    '%s is no page',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );
});

describe('texts', () => {
  test('are shown as they arrive: on the way, there, or not delivered', async () => {
    await sim.api('POST', '/messages', { from: OWN, to: SAM, text: 'See you at 9' });
    expect(await seen(line())).toEqual(expect.arrayContaining(['See you at 9', 'On its way']));
    await sim.advance(2000);
    expect(await seen(line())).not.toContain('On its way');
    await send(FAILS, 'Hello?');
    const failed = await seen(line(FAILS));
    expect(failed).toContain('Always fails: texts to it are not delivered.');
    expect(failed).toContain('Not delivered: this number always fails');
  });

  test('stand in the thread of their own number alone', async () => {
    await send(SAM, 'From the first');
    await send(SAM, 'From the second', SECOND);
    const first = (await get(line())).text.split('id="thread"')[1] ?? '';
    expect(words(first)).toContain('From the first');
    expect(words(first)).not.toContain('From the second');
  });

  test('a reply arrives at the account, and comes back to the page', async () => {
    const { status, headers } = await post(`${line()}/reply`, { text: 'Can I come at 9?' });
    expect([status, headers.location]).toEqual([303, line()]);
    expect(await seen(line())).toContain('Can I come at 9?');
    const records = await sim.api('GET', `/detail_records?filter[record_type]=messaging&filter[direction]=inbound`);
    expect(records.json.data).toMatchObject([{ direction: 'inbound', cld: OWN, cli: SAM }]);
  });

  test('STOP by its button blocks the account, whatever stands in the field', async () => {
    await post(`${line()}/reply`, { text: 'not this', quick: 'STOP' });
    expect(await seen(line())).not.toContain('not this');
    const { status, json } = await sim.api('POST', '/messages', { from: OWN, to: SAM, text: 'Hello' });
    expect([status, json.errors[0].code]).toEqual([409, '40300']);
  });

  test('an empty one, or one that is too long, is not sent, and what was typed stays', async () => {
    const empty = await post(`${line()}/reply`, { text: '  ' });
    expect([empty.status, words(empty.text).join(' ')]).toEqual([422, expect.stringContaining('Nothing was sent: the text is empty.')]);
    const long = await post(`${line()}/reply`, { text: 'x'.repeat(1601) });
    expect([long.status, words(long.text).join(' ')]).toEqual([422, expect.stringContaining('longer than 1600 characters')]);
    expect(long.text).toContain('x'.repeat(1601));
    expect(await seen('/phone')).not.toContain('You:');
    expect((await get(`${line()}/reply`)).headers.location).toBe(line());
  });

  test('to a number without a messaging profile nobody would hear them', async () => {
    const numbers: { id: string; phone_number: string }[] = (await sim.api('GET', '/phone_numbers')).json.data;
    const { id = '' } = numbers.find((number) => number.phone_number === OWN) ?? {};
    expect((await sim.api('PATCH', `/phone_numbers/${id}/messaging`, { messaging_profile_id: '' })).status).toBe(200);
    const { status, text } = await post(`${line()}/reply`, { text: 'Anybody?' });
    expect(status).toBe(422);
    expect(words(text)).toContain('No messaging profile handles +1 312 555 0100, so nobody would hear it.');
    expect(text).toContain('value="Anybody?"');
  });
});

describe('calls', () => {
  test('of the account ring while the phone is open, until the person answers; then both hear each other', async () => {
    await get(line());
    const id = await callOut();
    await sim.advance(5000);
    expect(await seen(line())).toEqual(expect.arrayContaining(['Incoming call from', 'Decline', 'Answer']));
    expect((await post(`${line()}/answer`, { call: id })).status).toBe(303);
    expect(await seen(line())).toEqual(expect.arrayContaining(['On the phone with', 'Hang up']));
    await order(id, 'speak', { payload: 'Press <1> for & delivery', voice: 'female' });
    await post(`${line()}/press`, { call: id, digits: '1' });
    await post(`${line()}/press`, { call: id, digits: '#' });
    const heard = await seen(line());
    expect(heard).toEqual(expect.arrayContaining(['“Press &lt;1&gt; for &amp; delivery”', 'You pressed', '1 #']));
    await sim.advance(7000);
    await post(`${line()}/hang-up`, { call: id });
    const told = (await story()).filter((event) => !event.startsWith('speak'));
    expect(told).toEqual(['initiated', 'answered', 'dtmf.received 1', 'dtmf.received #', 'hangup normal_clearing callee']);
    expect((await seen(line())).join(' ')).toContain('They called, 0:07');
  });

  test('to a phone that nobody holds are answered by themselves', async () => {
    await callOut('+13125550143');
    await sim.advance(2000);
    expect(await story()).toEqual(['initiated', 'answered']);
  });

  test('that are declined, and that nobody takes, are told apart', async () => {
    await get(line());
    const id = await callOut();
    await post(`${line()}/decline`, { call: id });
    expect(await seen(line())).toContain('You declined ·');
    await callOut();
    await sim.advance(31_000);
    expect(await seen(line())).toContain('Missed call ·');
    expect(await story()).toEqual(['initiated', 'hangup call_rejected callee', 'initiated', 'hangup timeout callee']);
  });

  test('of the person ring at the account, which answers or not', async () => {
    expect((await post(`${line()}/call`)).headers.location).toBe(line());
    const page = await get(line());
    expect(words(page.text)).toEqual(expect.arrayContaining(['Calling', 'Hang up']));
    expect(words(page.text)).not.toContain('Answer');
    const id = lastCall(page.text);
    await order(id, 'answer');
    expect(await seen(line())).toContain('On the phone with');
    await order(id, 'hangup');
    expect((await seen(line())).join(' ')).toContain('You called, 0:00');
    await post(`${line()}/call`);
    await post(`${line()}/hang-up`, { call: lastCall((await get(line())).text) });
    expect(await seen(line())).toContain('You hung up before an answer ·');
    expect(await story()).toEqual([
      'initiated',
      'answered',
      'hangup normal_clearing callee',
      'initiated',
      'hangup originator_cancel caller',
    ]);
  });

  test('that ring on another line can be answered from here', async () => {
    await get(line(SAM, SECOND));
    const id = await callOut();
    const { headers } = await post(`${line(SAM, SECOND)}/answer`, { call: id });
    expect(headers.location).toBe(line(SAM, SECOND));
    expect(await story()).toEqual(['initiated', 'answered']);
  });

  test('to a number without an active application ring nowhere', async () => {
    await sim.api('PATCH', `/call_control_applications/${await application()}`, {
      application_name: 'Main calls',
      webhook_event_url: 'https://example.com/telnyx/calls',
      active: false,
    });
    const { status, text } = await post(`${line()}/call`);
    expect(status).toBe(422);
    expect(words(text)).toContain('No active call control application handles +1 312 555 0100, so nobody would hear it ring.');
  });

  test('that have ended take nothing any more', async () => {
    await get(line());
    const id = await callOut();
    await post(`${line()}/decline`, { call: id });
    for (const action of ['answer', 'decline', 'hang-up', 'press']) {
      const { status, text } = await post(`${line()}/${action}`, { call: id, digits: '1' });
      expect([action, status, text.includes('role="alert"')]).toEqual([action, 422, true]);
    }
    expect(await story()).toEqual(['initiated', 'hangup call_rejected callee']);
  });
});
