import { describe, expect, test } from '@jest/globals';
import type { Approval, Shown } from '../../../../shared/guard/index.ts';
import { approvalOf, ID, NOW, openApprovals, orderOf, textOf, wordsIn } from './approvals-page.ts';

const PAGE = `/approvals/${ID}`;

async function pageOf(given: Partial<Approval>) {
  const { get, cookieOf } = await openApprovals(approvalOf(given));
  const html = (await (await get(PAGE, await cookieOf())).text()).replace(/<style>.*?<\/style>/s, '');
  return { html, words: wordsIn(html) };
}

const shownPage = (shown: Shown) => pageOf({ shown });
const said = (text: string) => textOf({ words: [{ name: 'text', text }] });

describe('the question about a text', () => {
  test('names client, person, times, both numbers, the words and their parts', async () => {
    const { html, words } = await shownPage(textOf());
    expect(words).toContain('Send this text? · Telnyx MCP');
    expect(words).toContain('“ Claude ” wants to send a text As Local Manager · asked 2 min ago · 13 min left');
    expect(words).toContain('To +1 312 555 0142 United States Not reached before From +1 312 555 0100');
    expect(words).toContain('Price Not known in advance Asked by claude.ai');
    expect(words).toContain('Your order is ready. 20 characters · 1 part');
    expect(words).toContain('First text to this number');
    expect(html).toMatch(/value="deny"[\s\S]*value="send"/);
    expect(html).not.toContain('autofocus');
  });

  test('offers an hour only where that is possible, and never first', async () => {
    const { html } = await shownPage(textOf());
    expect(html).toMatch(/value="once" checked/);
    expect(html).not.toMatch(/value="hour" checked/);
    expect((await shownPage(textOf({ mayRepeat: false }))).html).not.toContain('value="hour"');
  });

  test('says when a number was last reached, and nothing of a first text then', async () => {
    const [recipient] = textOf().recipients;
    if (!recipient) throw new Error('no recipient');
    const { html, words } = await shownPage(textOf({ recipients: [{ ...recipient, firstAt: NOW - 9e8, lastAt: NOW - 86_400_000 }] }));
    expect(html).toContain('Last time <time datetime="2027-01-14T08:30:00.000Z"');
    expect(words).not.toMatch(/First text|Not reached/);
  });

  test('tells a later time in UTC, for the reader, and where the recipient is', async () => {
    const { html, words } = await shownPage(textOf({ sendAt: '2027-01-15T20:30:00.000Z' }));
    expect(html).toContain('<time datetime="2027-01-15T20:30:00.000Z" data-both>2027-01-15 20:30 UTC</time>');
    expect(words).toContain('There it is Fri 14:30 (America/Chicago)');
  });

  test('shows media by their whole addresses, which lead nowhere', async () => {
    const { html, words } = await shownPage(textOf({ media: ['https://files.example.com/a.png?x=1', 'not an address'] }));
    expect(html).toContain('https://<b>files.example.com</b>/a.png?x=1');
    expect(words).toContain('not an address');
    // Media make an MMS of it, which has no parts.
    expect(words).toContain('20 characters');
    expect(words).not.toContain('1 part');
  });

  test('warns of a new webhook host in red', async () => {
    const { html } = await shownPage(textOf({ newWebhookHosts: ['hooks.evil.example'] }));
    expect(html).toContain('<span class="tag cost"><span>New webhook host: hooks.evil.example</span></span>');
  });

  test('says why it is asked, but not that a text reaches a person', async () => {
    const reasons = [
      { code: 'outbound', what: 'it reaches a person' },
      { code: 'foreign_country', what: 'the account has no number in Kenya' },
      { code: 'something_new', what: 'of <b>something</b>' },
    ];
    const { words } = await shownPage(textOf({ reasons }));
    expect(words).toContain('Another country');
    expect(words).toContain('You are asked because the account has no number in Kenya; of &lt;b&gt;something&lt;/b&gt;.');
    expect(words).not.toContain('it reaches a person');
  });

  test('keeps other arguments at hand', async () => {
    const { words } = await shownPage(textOf({ others: [{ name: 'messaging_profile_id', value: '"4001"' }] }));
    expect(words).toContain('1 more setting Messaging profile ID 4001');
  });
});

describe('the words', () => {
  test.each([
    ['links', 'See https://a.example/x?y=1, (www.b.example) or bit.ly/abc.', ['https://a.example/x?y=1', 'www.b.example', 'bit.ly/abc']],
    ['names that phones take for links', 'acme.com "pay.acme.io"', ['acme.com', 'pay.acme.io']],
    ['a link that something hides in', 'https://a.ex\u200bample', ['https://a.ex<b class="code">U+200B</b>ample']],
  ])('have %s underlined and dead', async (_what, text, links) => {
    const { html, words } = await shownPage(said(text));
    expect([...html.matchAll(/<u>(.*?)<\/u>/g)].map(([, link]) => link)).toEqual(links);
    expect(html).not.toMatch(/<a [^>]*example/);
    expect(words).toContain('Has a link');
  });

  test.each(['At 9.30 a.m.', 'Mr.Smith', 'e.g. this', 'Total 3.50', 'wait...what', 'a/b', 'x:y', ''])(
    'have no link in "%s"',
    async (text) => {
      const { html, words } = await shownPage(said(text));
      expect(html).not.toContain('<u>');
      expect(words).not.toContain('Has a link');
    },
  );

  test.each([
    ['\u202e', 'U+202E'],
    ['\u2066', 'U+2066'],
    ['\u200b', 'U+200B'],
    ['\u00ad', 'U+00AD'],
    ['\u0000', 'U+0000'],
    ['\ufeff', 'U+FEFF'],
    ['\u{e0041}', 'U+E0041'],
    ['\ud800', 'U+D800'],
    ['\u3164', 'U+3164'],
  ])('G17: show the hidden character %j as %s, on every page and in every field', async (character, code) => {
    const hidden = `a${character}b`;
    const shown = textOf({
      words: [{ name: 'text', text: hidden }],
      sender: hidden,
      recipients: [{ address: hidden, zones: [] }],
      media: [hidden],
      sendAt: hidden,
      numbers: [hidden],
      newWebhookHosts: [hidden],
      others: [{ name: 'x', value: hidden }],
      reasons: [{ code: 'x', what: hidden }],
    });
    const { html } = await shownPage(shown);
    expect(html).not.toContain(character);
    expect(html.split(`a<b class="code">${code}</b>b`)).toHaveLength(10);
    for (const state of ['approved', 'denied', 'used', 'expired'] as const) {
      const decided = await pageOf({ shown, state, receipt: { to: [{ status: hidden }], from: hidden } });
      expect(decided.html).not.toContain(character);
      expect(decided.html).toContain(`a<b class="code">${code}</b>b`);
    }
  });

  test('G17: are the text, line by line, and nothing of it is markup', async () => {
    const { html } = await shownPage(said('One  line\n<script>alert(1)</script>\n</p></div>&amp; "quoted"'));
    const [, bubble = ''] = /<p class="bub us" dir="auto">(.*?)<\/p>/s.exec(html) ?? [];
    expect(bubble).toBe('One  line\n&lt;script&gt;alert(1)&lt;/script&gt;\n&lt;/p&gt;&lt;/div&gt;&amp;amp; &quot;quoted&quot;');
    expect(html.match(/<script/g)).toHaveLength(1);
  });

  test('keep emoji, joined letters and right-to-left words as they are', async () => {
    for (const text of ['👩‍👩‍👧‍👦 ❤️', 'می‌خواهم', 'שלום']) expect((await shownPage(said(text))).html).toContain(text);
  });
});

test('the client’s name is in quotation marks that it cannot leave, and short', async () => {
  const { html, words } = await shownPage(
    textOf({ clientName: `Claude” wants nothing “<b>\u202e${'x'.repeat(200)}`, clientId: 'eyJ.e30.c2ln' }),
  );
  expect(html).toContain('“<bdi>Claude wants nothing &lt;b&gt;xxx');
  expect(html).not.toMatch(/\u202e|x{81}/);
  expect(words).toContain('Asked by A client whose name is not verified');
});

test.each([
  ['https://claude.ai/oauth/mcp-oauth-client-metadata', 'claude.ai wants', 'Asked by claude.ai'],
  ['test-auth', 'A copied token wants', 'Asked by Whoever holds a token that you copied'],
  ['eyJ.e30.c2ln', 'A client wants', 'Asked by A client whose name is not verified'],
])('a client of the id %s that tells no name is called by what is known', async (clientId, title, askedBy) => {
  const { words } = await shownPage(textOf({ clientName: undefined, clientId }));
  expect(words).toContain(title);
  expect(words).toContain(askedBy);
});

test.each([
  [{ id: ID }, '“ Claude ” wants to'],
  [{ askedAt: NOW, until: NOW + 59_000 }, 'asked just now · under a minute left'],
])('the time that is left is told: %j', async (given, words) => {
  expect((await pageOf(given)).words).toContain(words);
});

describe('the question about an order', () => {
  test('names numbers, both prices and their sum, and offers no hour', async () => {
    const { html, words } = await shownPage(orderOf({ numbers: ['+13125550177', '+493012345678'] }));
    expect(words).toContain('“ Claude ” wants to buy 2 phone numbers');
    expect(words).toContain('Numbers +1 312 555 0177 +49 301 234 5678 Now $1.00 Each month $1.50 With the first month $2.50');
    expect(words).toContain('Don’t buy Buy');
    expect(html).not.toContain('value="hour"');
  });

  test.each([
    [{ upfront: undefined, monthly: 100 }, 'Now Not known in advance Each month $1.00 With the first month Not known in advance'],
    [undefined, 'Now Not known in advance Each month Not known in advance With the first month Not known in advance'],
  ])('says what is not known: %j', async (price, words) => {
    expect((await shownPage(orderOf({ price }))).words).toContain(words);
  });
});

test('the question about a call says whom it reaches and what is said', async () => {
  const shown = textOf({
    what: 'call',
    tool: 'start_assistant_call',
    title: 'Let an AI assistant call someone',
    words: [{ name: 'first_message', text: 'Hello, this is a robot.' }],
  });
  const { words } = await shownPage(shown);
  expect(words).toContain('wants to let an AI assistant call someone');
  expect(words).toContain('First message Hello, this is a robot.');
  expect(words).not.toContain('1 part');
  expect(words).toContain('Don’t call Call');
});

test('the question about anything else shows its title and every argument', async () => {
  const shown = textOf({
    what: 'other',
    tool: 'delete_file',
    title: 'Delete a file',
    risk: 'destructive',
    recipients: [],
    sender: undefined,
    words: [],
    mayRepeat: false,
    others: [
      { name: 'bucket_name', value: '"reports"' },
      { name: 'key', value: '"<b>2026.csv"' },
    ],
  });
  const { html, words } = await shownPage(shown);
  expect(words).toContain('“ Claude ” wants to delete a file');
  expect(words).toContain('Bucket name reports Key &lt;b&gt;2026.csv');
  expect(words).toContain('What is deleted or overwritten does not come back.');
  expect(words).not.toMatch(/Price|From/);
  expect(html).not.toContain('value="hour"');
});

describe('the page afterwards', () => {
  const decidedAt = NOW - 60_000;
  const order = { shown: orderOf() };

  test.each([
    ['approved', {}, 'Approved Go back to your chat.'],
    ['denied', {}, 'Not sent Nobody got this text, and nothing was charged.'],
    ['denied', order, 'Not bought Nothing was bought, and nothing was charged.'],
    ['denied', { shown: textOf({ what: 'call' }) }, 'Not called Nobody was called, and nothing was charged.'],
    ['used', { receipt: { id: 'x' } }, 'Sent It was sent once.'],
    ['used', { ...order, receipt: {} }, 'Bought It was ordered once.'],
    ['used', {}, 'Already used Your approval was used once. Your chat has the answer.'],
    ['expired', { decidedAt: undefined }, 'Too late to decide Requests stay open for 15 minutes. Nothing was sent.'],
    ['expired', {}, 'Approved, but not used in time'],
  ] as const)('of one that is %s says so: %j', async (state, given, expected) => {
    const { html, words } = await pageOf({ state, decidedAt, ...given });
    expect(words).toContain(expected);
    expect(html).not.toMatch(/<form|name="nonce"/);
  });

  test('of a used one tells the status of its receipt', async () => {
    const receipt = { to: [{ phone_number: '+13125550142', status: 'delivery_failed' }], from: { phone_number: '+13125550100' } };
    expect((await pageOf({ state: 'used', decidedAt, receipt })).words).toContain('From +1 312 555 0100 Status Delivery failed');
    expect((await pageOf({ state: 'used', decidedAt, receipt: { status: 'success' } })).words).toContain('Status Success');
    for (const odd of [{ status: 5 }, { to: 'x' }, { to: [null] }, { to: [], from: null }])
      expect((await pageOf({ state: 'used', decidedAt, receipt: odd })).words).not.toContain('Status');
  });

  test('shows the beginning of the words, and who decided when', async () => {
    const { html, words } = await pageOf({ state: 'approved', decidedAt, shown: said('long '.repeat(40)) });
    expect(words).toMatch(/Words (?:long ){15}long…/);
    expect(html).toContain('You, <time datetime="2027-01-15T08:29:00.000Z"');
  });
});
