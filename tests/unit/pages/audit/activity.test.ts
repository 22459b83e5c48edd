import { beforeEach, describe, expect, test } from '@jest/globals';
import { type AuditEntry, questionId, refusalId } from '../../../../shared/guard/audit/index.ts';
import { StoreUnavailableError } from '../../../../shared/platform/index.ts';
import { use } from '../../../support/use.ts';
import { startAuditTable } from '../../guard/audit/audit-table.ts';
import { entryAt, NOON } from '../../guard/audit/audited-calls.ts';
import { ORIGIN, TENANT } from '../page-settings.ts';
import { linksOf, openAuditPage, personOf, rowsOf } from './audit-page.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const audit = use(startAuditTable);
beforeEach(() => audit.empty());

const [ADA, BEN] = [personOf('a'), personOf('b')];

/** Opens the page over these entries. */
async function openWith(...entries: AuditEntry[]) {
  await audit.write(entries);
  return openAuditPage(audit.reader, { [ADA]: 'Ada Example' });
}

const textOf = async (response: Promise<Response>) => (await response).text();

describe('who sees the activity', () => {
  test.each(['Reader', 'Operator', 'Manager'] as const)('not a %s, whatever the request', async (role) => {
    const { get, post, lines } = await openWith(entryAt(NOON, { subject: ADA }));
    for (const answer of [
      await get('', role),
      await get('?format=csv', role),
      await post({ action: 'find', number: '+13125550111' }, { role }),
    ]) {
      expect(answer.status).toBe(403);
      const text = await answer.text();
      expect(text).toContain('Ask an Owner for this');
      expect(text).not.toMatch(/Ada|send_message|\*\*\*/);
    }
    expect(lines).toEqual(Array.from({ length: 3 }, () => expect.objectContaining({ event: 'audit_refused', subject: personOf('a') })));
  });

  test('nobody who is not signed in: a button leads to Microsoft, and back to the same view', async () => {
    const { handler, post, continuation } = await openWith(entryAt(NOON, { subject: ADA }));
    const text = await textOf(handler(new Request(`${ORIGIN}/audit?day=2026-11-20&tool=send_message`)));
    expect(text).not.toMatch(/Ada|\*\*\*/);
    const query = /name="query" value="([^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const login = await post({ action: 'login', query });
    expect(login.headers.get('location')).toMatch(/^https:\/\/login\.microsoftonline\.com\//);
    const person = { tenantId: TENANT, objectId: 'aaaaaaaa-0000-4000-8000-000000000001', name: 'Local Owner', roles: ['Owner' as const] };
    const back = await continuation.loggedIn(person, { query });
    expect(back.headers.get('location')).toBe(`${ORIGIN}/audit?day=2026-11-20&tool=send_message`);
    const elsewhere = await continuation.loggedIn(person, { query: '//evil.example?x=1&next=https://evil.example' });
    expect(elsewhere.headers.get('location')).toMatch(/^https:\/\/app\.example\.com\/audit\?day=[\d-]*$/);
  });

  test('an Owner, and the log says so without a name', async () => {
    const { get, lines } = await openWith(entryAt(NOON, { subject: ADA }));
    expect(rowsOf(await textOf(get()))).toEqual(['12:00 Ada Example Claude Send send_message +131***11 Done']);
    expect(lines).toEqual([expect.objectContaining({ event: 'audit_read', subject: personOf('a'), entries: 1 })]);
    expect(JSON.stringify(lines)).not.toMatch(/Ada|Local|\*\*\*/);
  });
});

describe('what an operation did', () => {
  const carried = (operation: string) => ({ subject: ADA, targets: [], ids: [`operation_id=${operation}`] });
  test.each([
    [
      'a fax is sent, though it counts as a call',
      { tool: 'send_operation', kind: 'calls', ...carried('SendFax') },
      'Send send_operation SendFax',
    ],
    [
      'what is overwritten is changed, not deleted',
      { tool: 'change_operation', risk: 'destructive', kind: 'changes', ...carried('UpdatePortingOrder') },
      'Change change_operation UpdatePortingOrder',
    ],
    [
      'what is deleted is',
      { tool: 'delete_operation', risk: 'destructive', kind: 'changes', ...carried('DeleteFax') },
      'Delete delete_operation DeleteFax',
    ],
    ['a call is one', { tool: 'create_call', kind: 'calls', subject: ADA, targets: [] }, 'Call create_call'],
  ] as const)('%s', async (_what, given, words) => {
    const { get } = await openWith(entryAt(NOON, given));
    expect(rowsOf(await textOf(get()))).toEqual([`12:00 Ada Example Claude ${words} Done`]);
  });
});

describe('what a row says', () => {
  const question = { id: questionId(NOON - MINUTE, 'n'), at: NOON - MINUTE, stage: 'question', overAt: NOON + MINUTE } as const;
  test.each([
    [{}, 'Done'],
    [{ outcome: 'telnyx_rejected' }, 'Failed: telnyx rejected'],
    [{ outcome: 'begun', overAt: NOON + 1 }, 'Under way'],
    [{ outcome: 'begun', overAt: NOON }, 'Unknown: cut off'],
    [{ outcome: 'unknown:timeout' }, 'Unknown: timeout'],
    [{ asked: 'page', decidedBy: ADA }, 'Done Approved on the page by Ada Example'],
    [{ asked: 'form' }, 'Done Confirmed in the client'],
    [{ asked: 'permission', decidedBy: BEN }, 'Done Allowed for an hour by bbbbbbbb'],
    [{ id: refusalId(NOON, BEN, 'x', 'limit_reached'), outcome: 'limit_reached' }, 'Refused: limit reached'],
    [{ ...question, outcome: 'waiting' }, 'Waiting The person was asked'],
    [{ ...question, outcome: 'waiting', overAt: NOON }, 'No decision The person was asked'],
    [{ ...question, outcome: 'denied', decidedBy: ADA }, 'Denied Decided by Ada Example'],
  ] satisfies [Partial<AuditEntry>, string][])('of %j: %s', async (changes, words) => {
    const { get } = await openWith(entryAt(NOON - MINUTE, { subject: BEN, ...changes }));
    const [row = ''] = rowsOf(await textOf(get()));
    expect(row.replace(/^.*\+131\*\*\*11 /, '')).toBe(words);
    expect(row).toContain('bbbbbbbb Claude');
  });

  test.each([
    [{ risk: 'purchase', tool: 'create_number_order', amount: 1 }, 'Buy create_number_order 1 number: +131***11'],
    [{ risk: 'purchase', tool: 'create_number_order', amount: 3, targets: ['+1', '+2', '+3'] }, 'Buy create_number_order 3 numbers'],
    [{ risk: 'write', tool: 'upload_file', targets: ['***.csv'], ids: ['bucket_name=reports'] }, 'Change upload_file reports · ***.csv'],
    [{ targets: ['+131***11', '+131***12', '+131***13', '+131***14'], more: 5 }, '+131***11 · +131***12 · +131***13 · 6 more'],
    [{ risk: 'destructive', tool: 'delete_file', targets: [] }, 'Delete delete_file Done'],
    [{ tool: 'create_call', kind: 'calls' }, 'Call create_call +131***11'],
  ] satisfies [Partial<AuditEntry>, string][])('of %j: %s', async (changes, words) => {
    const { get } = await openWith(entryAt(NOON, changes));
    expect(rowsOf(await textOf(get()))[0]).toContain(words);
  });

  test('O9: a client’s name is a short text, whatever it holds', async () => {
    const { get } = await openWith(entryAt(NOON, { clientName: `<script>alert(1)</script>\u202e${'x'.repeat(500)}` }));
    const text = await textOf(get());
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toMatch(/<script>alert|\u202e|x{100}/);
  });
});

describe('choosing', () => {
  const entries = [
    entryAt(NOON, { subject: ADA, tool: 'send_message', client: 'claude' }),
    entryAt(NOON + 1, { subject: BEN, tool: 'create_call', client: 'cursor', clientName: 'Cursor' }),
    entryAt(NOON + 2, { subject: BEN, tool: 'send_message', client: 'claude', outcome: 'telnyx_rejected' }),
    entryAt(NOON - DAY, { subject: ADA, tool: 'upload_file', client: 'claude' }),
  ];
  test.each([
    ['nothing: today', '', 3],
    ['a person', `?person=${BEN}`, 2],
    ['a client', '?client=cursor', 1],
    ['a tool', '?tool=send_message', 2],
    ['a result', '?result=failed', 1],
    ['a day', '?day=2026-11-26', 1],
    ['all days', '?day=', 4],
    ['several at once', `?person=${BEN}&tool=send_message&result=failed&day=2026-11-27`, 1],
    ['empty fields of the form', '?person=&client=&tool=&result=&day=2026-11-27', 3],
    ['what nobody did', '?tool=delete_file', 0],
  ])('%s', async (_what, query, count) => {
    const { get } = await openWith(...entries);
    const text = await textOf(get(query));
    expect(rowsOf(text)).toHaveLength(count);
    expect(text.includes('Nothing here')).toBe(count === 0);
  });

  test.each(['?person=nobody', '?day=2026-02-30', '?day=yesterday', '?result=odd', "?after=e!' or 1", '?tool=<b>', '?target=12'])(
    'says what it did not understand, and shows the rest: %s',
    async (query) => {
      const { get } = await openWith(...entries);
      const text = await textOf(get(query));
      expect(text).toMatch(/something that this page does not know: (person|day|result|after|tool|target)\./);
      expect(rowsOf(text)).toHaveLength(3);
    },
  );

  test('offers the fifty people who were last active, and asks for no more names than it shows', async () => {
    const people = Array.from({ length: 120 }, (_one, index) => `${TENANT}.${String(index).padStart(8, '0')}-0000-4000-8000-000000000001`);
    const { get, named } = await openWith(...people.map((subject, index) => entryAt(NOON - index, { subject })));
    const text = await textOf(get());
    const [, select = ''] = /<select name="person">(.*?)<\/select>/s.exec(text) ?? [];
    expect(select.match(/<option/g)).toHaveLength(51);
    expect(select).toContain(people[49]);
    expect(select).not.toContain(people[50]);
    expect(named).toEqual([50]);
  });

  test('offers the people, clients and tools of the day, and keeps what was chosen', async () => {
    const { get } = await openWith(...entries);
    const text = (await textOf(get(`?person=${BEN}&tool=delete_file`))).replace(/\s+/g, ' ');
    expect(text).toContain(`<option value="${ADA}" >Ada Example</option>`);
    expect(text).toContain(`<option value="${BEN}" selected>bbbbbbbb</option>`);
    expect(text).toContain('<option value="cursor" >Cursor</option>');
    expect(text).toContain('<option value="delete_file" selected>delete_file</option>');
    expect(text).not.toContain('upload_file');
  });

  test('leads from day to day, not beyond today, and keeps what was chosen', async () => {
    const { get } = await openWith(...entries);
    const today = linksOf(await textOf(get('?tool=send_message')));
    expect(today['Earlier day']).toBe('/audit?day=2026-11-26&tool=send_message');
    expect(today).not.toHaveProperty('Later day');
    const before = linksOf(await textOf(get('?day=2026-11-26')));
    expect(before['Later day']).toBe('/audit?day=2026-11-27');
    expect(before['All days']).toBe('/audit?day=');
  });

  test('counts the day by hour, in words also', async () => {
    const { get } = await openWith(
      entryAt(NOON),
      entryAt(NOON + 1, { kind: 'changes', tool: 'update_phone_number' }),
      entryAt(NOON - 3 * 60 * MINUTE, { id: refusalId(NOON - 3 * 60 * MINUTE, ADA, 'x', 'y'), outcome: 'limit_reached' }),
      entryAt(NOON, { id: questionId(NOON, 'n'), outcome: 'approved' }),
    );
    const text = (await textOf(get())).replace(/\s+/g, ' ');
    expect(text).toContain('<b>3 actions</b> <span class="soft">on 27 Nov 2026 · 1 text or call · 1 refused</span>');
    expect(text).toContain('Actions by hour, UTC: 09:00 1, 12:00 2.');
  });
});

describe('pages of fifty', () => {
  test.each(['', '?day='])('lead to what is older, and new entries move none: /audit%s', async (query) => {
    const entries = Array.from({ length: 120 }, (_, index) => entryAt(NOON - index * 1000, { tool: `tool_${index}` }));
    const { get } = await openWith(...entries);
    const first = await textOf(get(query));
    await audit.write([entryAt(NOON + MINUTE)]);
    const second = await textOf(get(linksOf(first)['Older']?.replace('/audit', '')));
    const third = await textOf(get(linksOf(second)['Older']?.replace('/audit', '')));
    const shown = [first, second, third].map((text) => rowsOf(text).map((row) => /tool_(\d+)/.exec(row)?.[1]));
    expect(shown.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(shown.flat().map(Number)).toEqual(entries.map((_, index) => index));
    expect(linksOf(third)).not.toHaveProperty('Older');
    expect(linksOf(third)).toHaveProperty('Newest');
    expect(rowsOf(await textOf(get(linksOf(third)['Newest']?.replace('/audit', ''))))[0]).toContain('send_message');
  });
});

describe('finding a number', () => {
  test('G26: is by its fingerprint, and no address holds the number', async () => {
    const page = await openAuditPage(audit.reader);
    const found = await page.post({ action: 'find', number: '+1 312 555 0111' });
    expect(found.status).toBe(303);
    const location = found.headers.get('location') ?? '';
    expect(location).toMatch(/^https:\/\/app\.example\.com\/audit\?day=&target=[0-9a-f]{16}$/);
    const [hash = ''] = /[0-9a-f]{16}$/.exec(location) ?? [];
    await audit.write([entryAt(NOON - 40 * DAY, { hashes: ['0'.repeat(16), hash], tool: 'old_one' }), entryAt(NOON)]);
    const text = await textOf(page.get(new URL(location).search));
    expect(rowsOf(text)).toEqual([expect.stringContaining('old_one')]);
    expect(linksOf(text)).toHaveProperty(['Showing one number. Show all']);
    expect(JSON.stringify(page.lines)).not.toMatch(/312.?555/);
  });

  test.each(['', 'nobody', '312'.repeat(9)])('says what a whole number is, where "%s" is none', async (number) => {
    const { post } = await openWith();
    const answer = await post({ action: 'find', number });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Write it with its country code');
  });

  test('G9: takes no form of another site', async () => {
    const { post } = await openWith();
    expect((await post({ action: 'find', number: '+13125550111' }, { site: 'cross-site' })).status).toBe(403);
  });
});

test('G3: says so where the table does not answer, for the page and the file', async () => {
  const failing = {
    // eslint-disable-next-line require-yield
    async *entries() {
      await Promise.resolve();
      throw new StoreUnavailableError();
    },
    purge: () => Promise.reject(new StoreUnavailableError()),
  };
  const { get } = await openAuditPage(failing);
  for (const query of ['', '?day=', '?format=csv']) {
    const answer = await get(query);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toContain('text/html');
  }
});
