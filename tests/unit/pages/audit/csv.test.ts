import { beforeEach, describe, expect, test } from '@jest/globals';
import { csvCell } from '../../../../shared/pages/audit/csv.ts';
import { use } from '../../../support/use.ts';
import { startAuditTable } from '../../guard/audit/audit-table.ts';
import { entryAt, NOON } from '../../guard/audit/audited-calls.ts';
import { openAuditPage, personOf } from './audit-page.ts';

const audit = use(startAuditTable);
beforeEach(() => audit.empty());

/** Reads a file as RFC 4180 says. */
function parse(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
    if (end === '') break;
  }
  return rows.slice(0, -1);
}

describe('a cell', () => {
  test.each([
    ['plain', 'plain'],
    ['', ''],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['two\nlines', '"two\nlines"'],
    [' blank', '" blank"'],
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("https://evil.example","x")', '"\'=HYPERLINK(""https://evil.example"",""x"")"'],
    ['+131***11', "'+131***11"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', '"\'\t=1"'],
    ['\r=1', '"\'\r=1"'],
    ['\n=1', '"\'\n=1"'],
    ['\uff1d1+1', "'\uff1d1+1"],
    ['\uff0b1', "'\uff0b1"],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['1=1', '1=1'],
  ])('%j is written as %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });
});

describe('the file', () => {
  const ADA = personOf('a');
  test('holds every entry of the view, not only a page, the newest first', async () => {
    await audit.write(Array.from({ length: 70 }, (_, index) => entryAt(NOON - index, { tool: `tool_${index}` })));
    await audit.write([entryAt(NOON - 86_400_000)]);
    const { get, lines } = await openAuditPage(audit.reader);
    const answer = await get('?day=2026-11-27&format=csv');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="activity-2026-11-27.csv"');
    const rows = parse(new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer()).slice(1));
    expect(rows).toHaveLength(71);
    expect(rows.slice(1).map((row) => row[5])).toEqual(Array.from({ length: 70 }, (_, index) => `tool_${index}`));
    expect(lines).toEqual([expect.objectContaining({ event: 'audit_downloaded', entries: 70 })]);
  });

  test('begins with the mark of UTF-8, and has one line for an entry, with what a page has no room for', async () => {
    await audit.write([
      entryAt(NOON, { subject: ADA, asked: 'page', decidedBy: ADA, cents: 250, ids: ['id=1', 'x_id=2'], requestId: 'r1' }),
    ]);
    const { get } = await openAuditPage(audit.reader, { [ADA]: 'Ada "A", Example' });
    const bytes = Buffer.from(await (await get('?format=csv')).arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [names = [], row = [], ...more] = parse(bytes.toString('utf8').slice(1));
    expect(more).toEqual([]);
    expect(Object.fromEntries(names.map((name, index) => [name, row[index]]))).toEqual({
      time: '2026-11-27T12:00:00.000Z',
      person: 'Ada "A", Example',
      person_id: ADA,
      client: 'Claude',
      client_id: 'claude',
      tool: 'send_message',
      risk: 'outbound',
      result: 'Done',
      code: 'ok',
      asked: 'page',
      decided_by: 'Ada "A", Example',
      decided_by_id: ADA,
      targets: "'+131***11",
      more_targets: '0',
      amount: '1',
      usd: '2.50',
      ids: 'id=1 x_id=2',
      request: 'r1',
    });
  });

  test('has no cell that a spreadsheet runs, whatever a client calls itself', async () => {
    const names = ['=1+1', '+1', '-1', '@x', '\t=1', '=HYPERLINK("https://evil.example")'];
    await audit.write(names.map((clientName, index) => entryAt(NOON + index, { clientName })));
    const { get } = await openAuditPage(audit.reader, { [ADA]: '=cmd|x' });
    const text = (await (await get('?format=csv')).text()).replace(/^\ufeff/, '');
    const cells = parse(text).flat();
    expect(cells).toHaveLength(7 * 18);
    for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });

  test('keeps the choices of the page', async () => {
    await audit.write([entryAt(NOON), entryAt(NOON + 1, { tool: 'create_call' })]);
    const { get } = await openAuditPage(audit.reader);
    expect(parse(await (await get('?tool=create_call&format=csv')).text())).toHaveLength(2);
    expect((await get('?day=&format=csv')).headers.get('content-disposition')).toContain('activity-all.csv');
  });
});
