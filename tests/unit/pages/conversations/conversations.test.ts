import { describe, expect, test } from '@jest/globals';
import { ADA, callTold, failed, FRONT, SAM, SESSION, told } from '../../../support/told.ts';
import { useInboxes } from '../../inbox/store/inboxes.ts';
import { ORIGIN } from '../page-settings.ts';
import { openConversationsPage } from './conversations-page.ts';

const HOUR = 3_600_000;
const START = Date.now() - 30 * HOUR;
const inboxes = useInboxes();

/** The words of a page, as a person reads them. */
const wordsOf = async (response: Response | Promise<Response>) =>
  (await (await response).text())
    .replace(/<(style|script)>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
const open = () => openConversationsPage(inboxes.inbox().reader);
const idOf = async (own: string, other: string) => (await inboxes.inbox().reader.thread({ own, others: [other], limit: 1 })).id;

describe('I23: who sees conversations', () => {
  test('nobody before they sign in: neither number nor words, and the form comes back to the page', async () => {
    await inboxes.send(told({ id: 'w1', from: SAM, to: FRONT, text: 'My PIN is 4711', at: START }));
    const page = await open();
    const path = `/${await idOf(FRONT, SAM)}`;
    for (const each of ['', path, `/${SESSION}`]) {
      const text = await (await page.get(each, { roles: undefined })).text();
      expect(text).toContain('Sign in to see conversations');
      expect(text).not.toMatch(/My PIN|312.?555/);
    }
    expect(await (await page.get(path, { roles: undefined })).text()).toContain(`action="${ORIGIN}/conversations${path}"`);
  });

  test('nobody whose role may not read: 403, a line in the log, and nothing of anybody', async () => {
    const page = await open();
    const response = await page.get(`/${await idOf(FRONT, SAM)}`, { roles: [] });
    expect(response.status).toBe(403);
    const text = await response.text();
    expect(text).toContain('Ask an Owner for this');
    expect(text).not.toMatch(/My PIN|312.?555/);
    expect(page.lines.join()).toContain('conversations_refused');
  });

  test.each(['Reader', 'Operator', 'Manager', 'Owner'] as const)('a %s, who may read', async (role) => {
    const page = await open();
    expect(await wordsOf(page.get('', { roles: [role] }))).toContain('My PIN is 4711');
  });

  test('what strangers post from another site does nothing; signing out ends the session', async () => {
    const page = await open();
    expect((await page.post('', { action: 'sign_out' }, 'cross-site')).status).toBe(403);
    const { status, headers } = await page.post('', { action: 'sign_out' });
    expect([status, headers.get('location')]).toEqual([303, `${ORIGIN}/conversations`]);
    expect(headers.get('set-cookie')).toMatch(/session=;/);
  });

  test('whoever signs in comes back to where they were, and never to another site', async () => {
    const { continuation } = await open();
    const person = { tenantId: 't', objectId: 'o', name: 'A', roles: ['Reader' as const] };
    const locationAfter = async (path: string) => (await continuation.loggedIn(person, { path })).headers.get('location');
    expect(await locationAfter(`/conversations/${SESSION}`)).toBe(`${ORIGIN}/conversations/${SESSION}`);
    expect(await locationAfter('//evil.example')).toBe(`${ORIGIN}/conversations`);
    expect(await locationAfter('/conversations/../tokens')).toBe(`${ORIGIN}/conversations`);
  });
});

describe('I23: the list', () => {
  test('says of each conversation who, the last words, and what is to be done', async () => {
    await inboxes.send(told({ id: 'l1', from: ADA, to: FRONT, text: 'STOP', at: START + 5, keyword: 'STOP' }));
    for (const body of callTold({ at: START + HOUR, from: '+13125550188', to: FRONT, session: 'missed', busy: true }))
      await inboxes.send(body);
    const words = await wordsOf((await open()).get());
    expect(words).toMatch(/\+1 312 555 0142 with \+1 312 555 0100 ?“My PIN is 4711” Waits for you/);
    expect(words).toMatch(/\+1 312 555 0166 with \+1 312 555 0100 ?“STOP” Opted out/);
    expect(words).toMatch(/\+1 312 555 0188 with \+1 312 555 0100 ?They called: busy Waits for you/);
  });

  test('goes on to what is older, and shows one number of ours by an address without it', async () => {
    for (let index = 0; index < 31; index++) {
      const from = `+131255502${String(index).padStart(2, '0')}`;
      await inboxes.send(told({ id: `m${index}`, from, to: '+13125550101', text: `Text ${index}`, at: START + 2 * HOUR + index }));
    }
    const page = await open();
    const first = await (await page.get()).text();
    const [, older = ''] = /href="\/conversations(\?before=\d{13})">Older/.exec(first) ?? [];
    expect(await wordsOf(page.get(older))).toContain('My PIN is 4711');
    const id = await idOf(FRONT, SAM);
    const filtered = await wordsOf(page.get(`?of=${id}`));
    expect(filtered).toContain('My PIN is 4711');
    expect(filtered).not.toContain('Text 30');
  });

  test('of nothing says how to connect the inbox', async () => {
    const nothing = { ...inboxes.inbox().reader, list: () => Promise.resolve({ conversations: [], before: undefined }) };
    const words = await wordsOf((await openConversationsPage(nothing)).get());
    expect(words).toContain('Nothing has come yet');
    expect(words).toContain('Ask your assistant: Connect the inbox');
  });
});

describe('I23: a conversation', () => {
  test('shows what strangers write as words: no markup, no link, invisible characters as codes', async () => {
    const text = '<script>alert(1)</script> \u202Ehttps://evil.example/x\nsecond line';
    await inboxes.send(told({ id: 's1', from: '+13125550301', to: FRONT, text, at: START + 3 * HOUR, picture: true }));
    const page = await (await (await open()).get(`/${await idOf(FRONT, '+13125550301')}`)).text();
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; <b class="code">U+202E</b>');
    expect(page).toContain('\nsecond line</p>');
    expect(page).not.toMatch(/href="https:\/\/evil/);
    expect(page).toMatch(/<a\s+href="https:\/\/media\.telnyx\.example\/1\.png"\s+rel="noreferrer noopener"/);
  });

  test('says how far each text came, and why one failed', async () => {
    const to = '+13125550302';
    const sent = { from: FRONT, to, at: START + 4 * HOUR };
    await inboxes.send(told({ ...sent, id: 'd1', text: 'One', status: 'delivered', cost: '0.0051' }));
    await inboxes.send(told({ ...sent, id: 'd2', text: 'Two', status: 'sent', type: 'message.sent', at: sent.at + 1 }));
    await inboxes.send(failed({ ...sent, id: 'd3', text: 'Three', at: sent.at + 2 }));
    const words = await wordsOf((await open()).get(`/${await idOf(FRONT, to)}`));
    expect(words).toMatch(/We wrote: One Delivered/);
    expect(words).toMatch(/We wrote: Two Sent, not yet confirmed/);
    expect(words).toMatch(/We wrote: Three Not delivered: 40008 Undeliverable: The recipient carrier did not accept the message/);
    expect(words).toMatch(/Texts 3 sent · 0 received Not delivered 1 Cost of texts \$0\.0051/);
  });

  test('of a group says who of them wrote', async () => {
    const others = ['+13125550311', '+13125550322'];
    const [from = '', other = ''] = others;
    const at = START + 5 * HOUR;
    await inboxes.send(told({ id: 'g1', from, to: FRONT, text: 'See you at noon', at, cc: [other, FRONT] }));
    await inboxes.send(told({ id: 'g2', from: other, to: FRONT, text: 'Fine', at: at + 1000, cc: [from, FRONT] }));
    const { id } = await inboxes.inbox().reader.thread({ own: FRONT, others, limit: 1 });
    const words = await wordsOf((await open()).get(`/${id}`));
    expect(words).toMatch(/See you at noon \+1 312 555 0311 · .*Fine \+1 312 555 0322 · /);
  });

  test('that nobody is in is a topic, under its name: what was told of an order', async () => {
    const time = new Date(START + 6 * HOUR).toISOString();
    const payload = { id: 'order-1', status: 'success' };
    await inboxes.send({ data: { event_type: 'number_order.complete', id: 'o1', occurred_at: time, payload, record_type: 'event' } });
    const page = await open();
    const { conversations } = await inboxes.inbox().reader.list({ limit: 50 });
    const id = conversations.find(({ kind }) => kind === 'topic')?.id ?? '';
    const words = await wordsOf(page.get(`/${id}`));
    expect(words).toMatch(/number_order\.complete .*number_order\.complete: .*success/);
    expect(words).not.toContain('Answer with your assistant');
  });

  test('that is not there, or whose id is none: 404', async () => {
    const page = await open();
    for (const path of [`/t${'0'.repeat(32)}`, '/nothing', `/${SAM}`, '/b9fff4ec-36bc-11f1-452e-000000000000'])
      expect([path, (await page.get(path)).status]).toEqual([path, 404]);
  });

  test('has a line in the audit with masked numbers once, however often it is looked at', async () => {
    const page = await open();
    const id = await idOf(FRONT, SAM);
    for (let times = 0; times < 3; times++) await page.get(`/${id}`);
    const audits = () => page.lines.filter((line) => line.includes('"event":"audit"'));
    while (audits().length === 0) await new Promise(setImmediate);
    expect(audits().map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ tool: '/conversations/{id}', to: ['+131***42'], from: ['+131***00'], given: [`id=${id}`] }),
    ]);
    expect(page.lines.join()).not.toMatch(/312.?555|My PIN/);
  });

  test('that has not changed is answered with 304, and with itself once something came', async () => {
    const page = await open();
    const path = `/${await idOf(FRONT, SAM)}`;
    const tag = (await page.get(path)).headers.get('etag') ?? '';
    const again = await page.get(path, { roles: ['Reader'], tag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    await inboxes.send(told({ id: 'n1', from: SAM, to: FRONT, text: 'News', at: Date.now() }));
    expect((await page.get(path, { roles: ['Reader'], tag })).status).toBe(200);
    // Whoever is signed out learns nothing, also not that nothing changed.
    expect((await page.get(path, { roles: undefined, tag })).status).toBe(200);
  });
});

describe('I23: a call', () => {
  test('says who answered, what was said and pressed, how it ended, what it cost, and where the recording is', async () => {
    for (const body of callTold({ at: Date.now() - 200_000, from: FRONT, to: SAM })) await inboxes.send(body);
    const words = await wordsOf((await open()).get(`/${SESSION}`));
    expect(words).toContain('Call answered by a person');
    expect(words).toContain('Keys that were pressed: 1');
    expect(words).toMatch(/We, \+1 312 555 0100 0:03 Hello, this is Acme\./);
    expect(words).toMatch(
      /By A person From \+1 312 555 0100 To \+1 312 555 0142 Duration 1 min 42 s Ended The other side hung up Cause normal_clearing, SIP 200 Cost \$0\.014/,
    );
    expect(words).toContain('Recording at recordings.telnyx.example');
  });

  test('whose recording can no longer be fetched has no link to it', async () => {
    for (const body of callTold({ at: START, from: FRONT, to: ADA, session: 'b9fff4ec-36bc-11f1-452e-3e70dccd1e80' }))
      await inboxes.send(body);
    const text = await (await (await open()).get('/b9fff4ec-36bc-11f1-452e-3e70dccd1e80')).text();
    expect(text).toContain('Its link ended at');
    expect(text).not.toContain('r-1.mp3');
  });

  test('stands in the list once, in its conversation, whatever is told of it later', async () => {
    const { conversations } = await inboxes.inbox().reader.list({ own: FRONT, limit: 30 });
    const ofSam = conversations.filter(({ others }) => others.includes(SAM));
    expect(ofSam.map(({ kind, last }) => [kind, last.kind])).toEqual([['thread', expect.stringMatching(/call|text/)]]);
    expect(conversations.filter(({ kind }) => kind === 'call')).toEqual([]);
  });

  test('is reached from its conversation, which it leads back to', async () => {
    const page = await open();
    const id = await idOf(FRONT, SAM);
    expect(await (await page.get(`/${id}`)).text()).toContain(`href="/conversations/${SESSION}"`);
    expect(await (await page.get(`/${SESSION}`)).text()).toContain(`href="/conversations/${id}"`);
  });
});
