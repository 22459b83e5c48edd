import { describe, expect, test } from '@jest/globals';
import { ORIGIN } from '../page-settings.ts';
import { approvalOf, COLLEAGUE, MINE, NOW, openApprovals, orderOf, readWords, textOf, wordsIn } from './approvals-page.ts';

const twelve = Array.from({ length: 12 }, (_, at) =>
  approvalOf({
    id: `text-${at}`,
    nonce: `nonce-${at}`,
    shown: textOf({ recipients: [{ address: `+1312555${String(1000 + at)}`, country: 'US', zones: [] }] }),
  }),
);
const chosen = (...requests: string[]): [string, string][] => requests.map((request) => ['request', request]);
const back = (response: Response) => (response.headers.get('location') ?? '').slice(ORIGIN.length);

const permission = { id: 'p1', kind: 'messages', clientId: 'https://claude.ai/x', until: NOW + 60_000, to: '+13125550142' } as const;

describe('the list', () => {
  test('shows twelve texts with the same words once, all ticked, with their sum', async () => {
    const { get, cookieOf } = await openApprovals(...twelve);
    const html = await (await get('/approvals', await cookieOf())).text();
    const words = wordsIn(html);
    expect(words).toContain('“ Claude ” wants to send 12 texts to 12 people');
    expect(words).toContain('Texts 12 texts to 12 people');
    expect(html.match(/type="checkbox" name="request" value="text-\d+\.nonce-\d+" checked/g)).toHaveLength(12);
    expect(html.match(/class="bub/g)).toHaveLength(1);
    expect(words).toContain('the same words to everyone');
    expect(html).toContain('href="/approvals/text-3"');
  });

  test('shows other words, senders and times by themselves', async () => {
    const different = [
      textOf(),
      textOf({ words: [{ name: 'text', text: 'Other words' }] }),
      textOf({ sender: '+13125550199' }),
      textOf({ sendAt: '2027-01-15T20:30:00.000Z' }),
      textOf({ media: ['https://files.example.com/a.png'] }),
      textOf({ clientName: 'Other client' }),
    ].map((shown, at) => approvalOf({ id: `text-${at}`, shown }));
    const { get, cookieOf } = await openApprovals(...different);
    const html = await (await get('/approvals', await cookieOf())).text();
    expect(html.match(/class="bub/g)).toHaveLength(different.length);
    expect(wordsIn(html)).toContain('6 requests wait for you');
    expect(wordsIn(html)).toContain('6 texts to 1 person');
  });

  test('ticks nothing that costs money at once, deletes, or sends events to a new host', async () => {
    const { get, cookieOf } = await openApprovals(
      approvalOf({ id: 'order-1', shown: orderOf() }),
      approvalOf({ id: 'order-2', shown: orderOf({ numbers: ['+13125550178', '+13125550179'] }) }),
      approvalOf({ id: 'other-1', shown: orderOf({ what: 'other', title: 'Delete a file', numbers: [], price: undefined }) }),
      approvalOf({ id: 'text-1', shown: textOf({ newWebhookHosts: ['evil.example'] }) }),
    );
    const html = await (await get('/approvals', await cookieOf())).text();
    expect(html).not.toContain(' checked');
    expect(html.match(/type="checkbox"/g)).toHaveLength(4);
    expect(wordsIn(html)).toContain('Orders 3 numbers, $5.00 with the first month Other actions 1');
    expect(wordsIn(html)).toContain('New webhook host: evil.example');
  });

  test('says where a price is not known', async () => {
    const { get, cookieOf } = await openApprovals(
      approvalOf({ shown: orderOf() }),
      approvalOf({ id: 'order-2', shown: orderOf({ price: { monthly: 100 } }) }),
    );
    expect(await readWords(get('/approvals', await cookieOf()))).toContain('Orders 2 numbers, price not known in advance');
  });

  test('says so where nothing waits, and what has been decided is not there', async () => {
    const { get, cookieOf } = await openApprovals(approvalOf({ state: 'approved' }), approvalOf({ id: 'b', until: NOW - 1 }));
    const words = await readWords(get('/approvals', await cookieOf()));
    expect(words).toContain('Nothing waits for you');
    expect(words).not.toContain('312 555');
  });

  test('holds nothing of anybody else', async () => {
    const { get, cookieOf, approvals } = await openApprovals(...twelve);
    approvals.permissions.push({ subject: MINE, permission });
    const words = await readWords(get('/approvals', await cookieOf(COLLEAGUE, 'Owner')));
    expect(words).toContain('Nothing waits for you');
    expect(words).not.toMatch(/312.?555|order is ready|Allowed for an hour/);
  });
});

describe('deciding a list', () => {
  test('approves what is ticked, and tells how many', async () => {
    const { get, post, cookieOf, approvals } = await openApprovals(...twelve);
    const cookie = await cookieOf();
    const form = twelve.slice(0, 10).map(({ id, nonce }) => `${id}.${nonce}`);
    const response = await post('/approvals', cookie, [['action', 'approve_selected'], ...chosen(...form)]);
    expect(approvals.decided).toEqual(twelve.slice(0, 10).map(({ id }) => [id, 'approve']));
    const words = await readWords(get(back(response), cookie));
    expect(words).toContain('Approved: 10. Go back to your chat.');
    expect(words).toContain('wants to send 2 texts to 2 people');
  });

  test('G10: tells what was not decided: decided before, older than the question, of others, made up', async () => {
    const { get, post, cookieOf, approvals } = await openApprovals(...twelve);
    const cookie = await cookieOf();
    approvals.rows.push({ subject: 'somebody.else', approval: approvalOf({ id: 'theirs' }) });
    await post('/approvals', cookie, [['action', 'approve_selected'], ...chosen('text-1.nonce-1')]);
    const form = chosen('text-0.nonce-0', 'text-1.nonce-1', 'text-2.old', 'theirs.nonce-1', 'nothing.nonce-1', 'text-3', '<b>');
    const response = await post('/approvals', cookie, [['action', 'deny_selected'], ...form]);
    expect(approvals.decided).toEqual([
      ['text-1', 'approve'],
      ['text-0', 'deny'],
    ]);
    expect(await readWords(get(back(response), cookie))).toContain(
      'Denied: 1. Nothing of it goes out. Not decided, because it was too late or done before: 4.',
    );
  });

  test.each([[[]], [chosen('nonsense')], [[['requests', 'text-1.nonce-1'] as [string, string]]]])('decides nothing by %j', async (form) => {
    const { get, post, cookieOf, approvals } = await openApprovals(...twelve);
    const cookie = await cookieOf();
    const response = await post('/approvals', cookie, [['action', 'approve_selected'], ...form]);
    expect(await readWords(get(back(response), cookie))).toContain('Nothing was chosen, so nothing was decided.');
    expect(approvals.decided).toEqual([]);
  });

  test('signs out', async () => {
    const { post, cookieOf } = await openApprovals();
    const response = await post('/approvals', await cookieOf(), { action: 'sign_out' });
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-session=;.*Max-Age=0/),
      expect.stringMatching(/^__Host-token-page=;.*Max-Age=0/),
    ]);
  });
});

describe('permissions for an hour', () => {
  test('are listed, and end with a button', async () => {
    const { get, post, cookieOf, approvals } = await openApprovals();
    approvals.permissions.push({ subject: MINE, permission }, { subject: 'somebody.else', permission });
    const cookie = await cookieOf();
    const html = await (await get('/approvals', cookie)).text();
    expect(wordsIn(html)).toContain('Allowed for an hour Nobody asks you about these before they end. Messages to +1 312 555 0142 Until');
    const response = await post('/approvals', cookie, { action: 'end', permission: 'p1' });
    expect(await readWords(get(back(response), cookie))).toContain('The permission has ended. You are asked again.');
    expect(approvals.permissions).toEqual([{ subject: 'somebody.else', permission }]);
  });

  test.each([{}, { permission: '' }, { permission: '../x' }, { permission: 'p2' }])('none ends by %j', async (form) => {
    const { post, cookieOf, approvals } = await openApprovals();
    approvals.permissions.push({ subject: MINE, permission });
    await post('/approvals', await cookieOf(), { action: 'end', ...(form as Record<string, string>) });
    expect(approvals.permissions).toHaveLength(1);
  });
});
