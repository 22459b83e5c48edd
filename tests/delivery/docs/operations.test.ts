import { test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { AREAS, loadOperations, type OperationClass } from '../../../shared/telnyx/index.ts';
import { upToDate } from '../../support/generated.ts';

const FILE = 'docs/operations.md';
const COLUMNS: readonly (readonly [string, readonly OperationClass[]])[] = [
  ['read', ['read', 'paid_read']],
  ['change', ['write', 'overwrite']],
  ['send', ['outbound']],
  ['buy', ['purchase']],
  ['delete', ['delete']],
  ['credential', ['credential']],
  ['never', ['never']],
];

test('the page counts the operations of each area and class', async () => {
  const { all } = await loadOperations();
  const count = (area: string | undefined, classes: readonly OperationClass[]) =>
    all.filter((each) => (area === undefined || each.area === area) && classes.includes(each.class)).length;
  const row = (name: string, area?: string) => `| ${name} | ${COLUMNS.map(([, classes]) => count(area, classes)).join(' | ')} |`;
  const table = [
    `| area | ${COLUMNS.map(([name]) => name).join(' | ')} |`,
    `|---|${COLUMNS.map(() => '---').join('|')}|`,
    ...AREAS.map((area) => row(`\`${area}\``, area)),
    row('all'),
  ].join('\n');
  const text = readFileSync(FILE, 'utf8');
  const [before = '', after = ''] = text.split(/<!-- areas:begin -->[^]*<!-- areas:end -->/);
  upToDate(FILE, `${before}<!-- areas:begin -->\n${table}\n<!-- areas:end -->${after}`);
});
