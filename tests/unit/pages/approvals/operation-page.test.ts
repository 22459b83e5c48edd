import { describe, expect, test } from '@jest/globals';
import type { Shown } from '../../../../shared/guard/index.ts';
import { approvalOf, ID, openApprovals, textOf, wordsIn } from './approvals-page.ts';

const others = (operation: string, args: object): Shown['others'] =>
  Object.entries({ operation_id: operation, ...args }).map(([name, value]) => ({ name, value: JSON.stringify(value) }));

const faxOf = (given: Partial<Shown> = {}): Shown =>
  textOf({
    what: 'call',
    tool: 'send_operation',
    title: 'Send a fax of a document to a phone number',
    words: [],
    media: ['https://files.example.com/referral.pdf'],
    others: others('SendFax', { connection_id: '1293384261075731461', from: '+13125550100', to: '+13125550142', quality: 'high' }),
    ...given,
  });

const changeOf = (operation: string, title: string, args: object, given: Partial<Shown> = {}): Shown =>
  textOf({
    what: 'other',
    tool: 'change_operation',
    title,
    risk: 'destructive',
    recipients: [],
    sender: undefined,
    words: [],
    mayRepeat: false,
    reasons: [],
    others: others(operation, args),
    ...given,
  });

async function pageOf(shown: Shown, given: Parameters<typeof approvalOf>[0] = {}) {
  const { get, cookieOf } = await openApprovals(approvalOf({ shown, ...given }));
  const html = await (await get(`/approvals/${ID}`, await cookieOf())).text();
  return { html, words: wordsIn(html) };
}

describe('the question about an operation', () => {
  test('that counts as a call says what it is, whom it reaches and which operation it is', async () => {
    const { words } = await pageOf(faxOf());
    expect(words).toContain('Send a fax of a document to a phone number? · Telnyx MCP');
    expect(words).toContain('wants to send a fax of a document to a phone number');
    expect(words).toContain('To +1 312 555 0142 United States Not reached before From +1 312 555 0100 Price Not known in advance');
    expect(words).toContain('Media https:// files.example.com /referral.pdf Operation SendFax');
    expect(words).toContain('First time to this number');
    expect(words).toContain('Don’t send Send');
    expect(words).not.toMatch(/First call|Don’t call|A call reaches/);
  });

  test('shows nothing twice: numbers, words and media have their places', async () => {
    const { words } = await pageOf(faxOf());
    expect(words).toContain('2 more settings Connection ID 1293384261075731461 Quality high');
    const message = { type: 'text', text: { body: 'Your results are here.', preview_url: false } };
    const shown = faxOf({
      what: 'text',
      title: 'Send a WhatsApp message',
      media: [],
      words: [{ name: 'whatsapp_message.text.body', text: 'Your results are here.' }],
      others: others('SendWhatsappMessage', { from: '+13125550100', to: '+13125550142', whatsapp_message: message }),
    });
    const whatsapp = (await pageOf(shown)).words;
    expect(whatsapp).toContain('Whatsapp message · text · body Your results are here. 22 characters');
    expect(whatsapp).toContain('1 more setting Whatsapp message Type text Text · preview URL No');
    expect(whatsapp.match(/Your results are here/g)).toHaveLength(1);
  });

  test('has a line for each value inside of an argument', async () => {
    const end = {
      admin: { entity_name: 'Dr. Porter', pin: null },
      location: { locality: 'Chicago' },
      tags: ['practice', 'fax'],
      none: [],
      nothing: {},
    };
    const { words } = await pageOf(changeOf('UpdatePortingOrder', 'Change a port', { end_user: end }));
    expect(words).toContain(
      'End user Admin · entity name Dr. Porter Admin · pin None Location · locality Chicago Tags practice, fax None None Nothing Nothing Operation',
    );
  });

  test('counts the items of a list of objects, and keeps apart what has commas of its own', async () => {
    const args = {
      documents: [{ documentId: 'd1' }, { documentId: 'd2' }],
      papers: [{ id: 'p1' }],
      reasons: ['One, two', 'Three'],
      urls: [],
      empty: '',
    };
    const { html, words } = await pageOf(changeOf('createDir', 'Create a draft', args));
    expect(words).toContain('Documents 1 · document ID d1 2 · document ID d2 Papers ID p1 Reasons One, two Three URLs None Empty Empty');
    expect(html).toContain('<div><code>One, two</code></div><div><code>Three</code></div>');
  });

  test('says yes and no, and what is stated in the person’s name', async () => {
    const reasons = [{ code: 'statement', what: 'it states or signs something in your name' }];
    const shown = changeOf('createDir', 'Create a draft', { certify_ip_ownership: true, reselling: false }, { risk: 'write', reasons });
    const { words } = await pageOf(shown);
    expect(words).toContain('Certify IP ownership Yes Reselling No');
    expect(words).toContain('In your name You are asked because it states or signs something in your name.');
    expect(words).toContain('Don’t create Create');
  });

  test('keeps what was cut for its length as it is, and what is markup as text', async () => {
    const shown = changeOf('createDir', 'Create a draft', {}, {});
    const cut = '{"a":"bcd … (900 more characters)';
    const { html, words } = await pageOf({
      ...shown,
      others: [...shown.others, { name: 'tools', value: cut }, { name: 'note', value: '{"<b>":"<i>\\u202e"}' }],
    });
    expect(words).toContain('Tools {"a":"bcd … (900 more characters)');
    expect(html).toContain('<small>&lt;b&gt;</small><code>&lt;i&gt;<b class="code">U+202E</b></code>');
    expect(html).not.toContain('\u202e');
  });

  test('that buys has a price that is not known, and says that it costs', async () => {
    const shown = changeOf(
      'CreateSimCardOrder',
      'Order physical SIM cards by post',
      { quantity: 3 },
      { tool: 'buy_operation', risk: 'purchase' },
    );
    const { words } = await pageOf(shown);
    expect(words).toContain('Price Not known in advance Quantity 3 Operation CreateSimCardOrder');
    expect(words).toContain('It costs money, once or every month.');
    expect(words).toContain('Don’t order Order');
    expect((await pageOf(shown, { state: 'denied' })).words).toContain('Not bought Nothing was bought, and nothing was charged.');
  });

  test.each([
    ['Switch off the voicemail of a number', 'Switch off'],
    ['Hang up a call', 'Hang up'],
    ['Put one value into a store', 'Put'],
    ['E-mail a person', 'E-mail'],
    ['Delete up to 1,000 numbers', 'Delete'],
  ])('has buttons with the verb of "%s"', async (title, verb) => {
    const { words } = await pageOf(changeOf('x', title, {}));
    expect(words).toContain(`Don’t ${verb.charAt(0).toLowerCase()}${verb.slice(1)} ${verb}`);
  });
});

test('the list counts operations as what they are: neither texts nor calls', async () => {
  const { get, cookieOf } = await openApprovals(approvalOf({ shown: faxOf() }), approvalOf({ id: 'text', shown: textOf() }));
  const words = wordsIn(await (await get('/approvals', await cookieOf())).text());
  expect(words).toContain('Texts 1 text to 1 person Other actions 1, to 1 person');
});

test('the page afterwards names the operation’s action, and that nobody was reached', async () => {
  const { words } = await pageOf(faxOf(), { state: 'denied' });
  expect(words).toContain('Not done Nobody was reached.');
  expect(words).toContain('Action Send a fax of a document to a phone number To +1 312 555 0142');
});
