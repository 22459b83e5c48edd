import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { tools } from '../../../tools/index.ts';
import { judged, notJudged } from '../../support/judges.ts';
import { CALLS } from './support/calls.ts';
import { differenceOf, type Difference } from './support/sdk-members.ts';
import { readSdk, type Shape } from './support/sdk-types.ts';

/**
 * What Telnyx's SDK has and a tool does not, reviewed: why, and which members. A star stands for any text. What stands under "everywhere" counts
 * for every tool, as a path or as the last name of one. With UPDATE_DOCS, what is gone is taken out, and what is new is put under "to review".
 */
const FILE = 'tests/app/contract/sdk-reviewed.json';
const TO_REVIEW = 'to review';
const EVERYWHERE = 'everywhere';

const Reasons = z.record(z.string(), z.array(z.string()));
type Reasons = z.output<typeof Reasons>;
const KINDS = ['not_taken', 'refused', 'own', 'dropped'] as const satisfies readonly (keyof Difference)[];
const Reviewed = z.record(z.string(), z.partialRecord(z.enum(KINDS), Reasons));
const reviewed = Reviewed.parse(JSON.parse(readFileSync(FILE, 'utf8')));
const isWriting = process.env['UPDATE_DOCS'] !== undefined;

const REST = CALLS.filter(({ s3 }) => !s3);
const sdk = readSdk([...new Set(REST.flatMap(({ requests }) => requests))]);

/** Whether a reviewed pattern stands for a member. */
function covers(pattern: string, member: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  if (others.length === 0) return pattern === member;
  let at = first.length;
  if (!member.startsWith(first)) return false;
  for (const [turn, part] of others.entries()) {
    const isLast = turn === others.length - 1;
    const found = isLast ? (member.endsWith(part) ? member.length - part.length : -1) : member.indexOf(part, at);
    if (found < at) return false;
    at = found + part.length;
  }
  return true;
}

const patternsOf = (reasons: Reasons = {}) => Object.values(reasons).flat();
const usedEverywhere = new Set<string>();

function isReviewedEverywhere(kind: (typeof KINDS)[number], member: string): boolean {
  const last = member.split('.').at(-1) ?? '';
  const pattern = patternsOf(reviewed[EVERYWHERE]?.[kind]).find((one) => covers(one, member) || covers(one, last));
  if (pattern !== undefined) usedEverywhere.add(`${kind} ${pattern}`);
  return pattern !== undefined;
}

/** The reviewed patterns that still stand for something, and all that is new. */
function updated(reasons: Reasons, members: readonly string[]): Reasons {
  const kept = Object.entries(reasons).map(
    ([reason, patterns]) => [reason, patterns.filter((pattern) => members.some((member) => covers(pattern, member)))] as const,
  );
  const patterns = kept.flatMap(([, some]) => some);
  const fresh = members.filter((member) => !patterns.some((pattern) => covers(pattern, member)));
  return Object.fromEntries([...kept, [TO_REVIEW, fresh] as const].filter(([, some]) => some.length > 0));
}

test.each(tools.map((tool) => [tool.name, tool] as const))('%s has what the SDK has, or a reason why not', async (name, tool) => {
  const calls = REST.filter((call) => call.tool === name);
  if (calls.length === 0) {
    notJudged('SDK types', name, 'S3');
    return;
  }
  if (calls.every(({ requests }) => requests.length === 0)) {
    notJudged('SDK types', name, 'ours');
    return;
  }
  for (const operation of calls.flatMap(({ requests }) => requests)) expect(sdk.has(operation)).toBe(true);
  const difference = await differenceOf(tool, calls, sdk);
  const own = reviewed[name] ?? {};
  const open = Object.fromEntries(KINDS.map((kind) => [kind, difference[kind].filter((member) => !isReviewedEverywhere(kind, member))]));
  if (isWriting) {
    const kinds = KINDS.map((kind) => [kind, updated(own[kind] ?? {}, open[kind] ?? [])] as const);
    reviewed[name] = Object.fromEntries(kinds.filter(([, reasons]) => Object.keys(reasons).length > 0));
    return;
  }
  for (const kind of KINDS) {
    const patterns = patternsOf(own[kind]);
    const members = open[kind] ?? [];
    expect({ kind, new: members.filter((member) => !patterns.some((one) => covers(one, member))) }).toEqual({ kind, new: [] });
    expect({ kind, gone: patterns.filter((one) => !members.some((member) => covers(one, member))) }).toEqual({ kind, gone: [] });
    expect(Object.keys(own[kind] ?? {})).not.toContain(TO_REVIEW);
  }
  judged('SDK types', name);
});

test('nothing is reviewed of what is gone', () => {
  expect(Object.keys(reviewed).filter((name) => name !== EVERYWHERE && !tools.some((tool) => tool.name === name))).toEqual([]);
  const patterns = KINDS.flatMap((kind) => patternsOf(reviewed[EVERYWHERE]?.[kind]).map((pattern) => `${kind} ${pattern}`));
  expect(patterns.filter((pattern) => !usedEverywhere.has(pattern))).toEqual([]);
});

test('a newer SDK shows what is new: members of requests and answers, and listed values', async () => {
  const name = 'search_detail_records';
  const tool = tools.find((one) => one.name === name);
  const calls = REST.filter((call) => call.tool === name);
  const operation = sdk.get('GET /detail_records');
  if (!tool || !operation?.params || !operation.answer) throw new Error('Nothing to change.');
  const text = (...values: string[]): Shape => ({ kind: 'text', values, members: new Map() });
  const newer = {
    ...operation,
    params: { ...operation.params, members: new Map([...operation.params.members, ['brand_new', text()], ['sort', text('by_colour')]]) },
    answer: {
      ...operation.answer,
      members: new Map([
        ['user_id', text()],
        ['colour', text()],
      ]),
    },
  };
  const { not_taken, refused, own, dropped } = await differenceOf(tool, calls, new Map([['GET /detail_records', newer]]));
  expect(not_taken).toContain('brand_new');
  expect(refused).toContain('sort=by_colour');
  expect(own).toContain('sort=created_at');
  expect(dropped).toEqual(['user_id']);
});

test.each([
  ['a', 'a', true],
  ['a', 'ab', false],
  ['a*', 'ab.c', true],
  ['a.*', 'a', false],
  ['*_b', 'a_b', true],
  ['a*c*e', 'abcde', true],
  ['a*c*e', 'abde', false],
  ['aa*aa', 'aaa', false],
])('the pattern %s stands for %s: %p', (pattern, member, expected) => {
  expect(covers(pattern, member)).toBe(expected);
});

afterAll(() => {
  if (!isWriting) return;
  const names = [EVERYWHERE, ...tools.map(({ name }) => name)];
  const known = Object.fromEntries(names.flatMap((name) => (Object.keys(reviewed[name] ?? {}).length > 0 ? [[name, reviewed[name]]] : [])));
  writeFileSync(FILE, `${JSON.stringify(known, null, 2)}\n`);
});
