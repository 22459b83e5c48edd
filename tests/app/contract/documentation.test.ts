import { expect, test } from '@jest/globals';
import { tools } from '../../../tools/index.ts';
import { RECORDS } from '../../tools/index.ts';
import { judged, notJudged } from '../../support/judges.ts';
import { DOCUMENTATION } from './documentation.ts';
import { runTool } from './support/run-tool.ts';
import { json } from './support/telnyx-edge.ts';

test('every tool has an entry, or a word why not', () => {
  expect(Object.keys(DOCUMENTATION).sort()).toEqual(tools.map(({ name }) => name).sort());
});

/** How a fact is written in a result. */
const written = (fact: string | number | object): string => {
  if (typeof fact === 'object') return JSON.stringify(fact).slice(1, -1);
  return typeof fact === 'string' ? JSON.stringify(fact).slice(1, -1) : String(fact);
};

test.each(RECORDS.map((record) => [record.tool.name, record] as const))('%s shows what its documentation shows', async (name, record) => {
  const entry = DOCUMENTATION[name];
  if (entry === undefined || typeof entry === 'string') {
    notJudged('documentation', name, entry ?? 'no entry');
    return;
  }
  // The longest path decides: one may be the beginning of another.
  const paths = Object.keys(entry.answers ?? {}).sort((one, other) => other.length - one.length);
  const { result, error } = await runTool(record.tool, entry.args ?? record.calls.least.args, (seen, response) => {
    const path = paths.find((one) => seen.url.startsWith(one));
    json(path === undefined ? entry.answer : entry.answers?.[path])(seen, response);
  });
  expect(error).toBeUndefined();
  const shown = JSON.stringify(result?.structured);
  expect(entry.facts.length).toBeGreaterThan(0);
  expect(entry.facts.filter((fact) => !shown.includes(written(fact)))).toEqual([]);
  judged('documentation', name);
});
