import { expect, test } from '@jest/globals';
import { rowsOf } from '../../../../shared/guard/calls/rows-of.ts';
import { recipientWrite, type RecipientRow, type Stored } from '../../../../shared/guard/ledger/index.ts';
import { NOW, recipientRow } from '../policy/questions.ts';

const stored = <Row>(row: Row): Stored<Row> => ({ key: 'key', etag: 'etag', row });
const NONE = { key: 'key', etag: undefined, row: undefined };

/** What counts of the rows of one number under several seal keys, the active one first. */
function countedOf(...rows: readonly (RecipientRow | undefined)[]): RecipientRow | undefined {
  const none = { at: NOW, calls: [], keys: [], approvals: [], person: NONE, all: NONE };
  const digests = { what: [], exact: [], request: [], key: [], recipients: [['one', 'other']], sender: [] };
  return rowsOf({ ...none, recipients: [rows.map((row) => (row ? stored(row) : NONE))] }, digests).recipients[0];
}

test('an opt-out that one seal key knows counts under each, and of several of a profile the last', () => {
  const newer = recipientRow({ recent: [NOW], optOuts: [{ profileId: 'P', at: 5 }] });
  const older = recipientRow({
    optedOutAt: 1,
    optOuts: [
      { profileId: 'P', at: 9 },
      { profileId: 'Q', at: 2 },
    ],
  });
  const optOuts = [
    { profileId: 'P', at: 9 },
    { profileId: 'Q', at: 2 },
  ];
  for (const rows of [
    [newer, older],
    [older, newer],
  ]) {
    const { recent, optedOutAt, optOuts: counted = [] } = countedOf(...rows) ?? {};
    expect({ recent, optedOutAt }).toEqual({ recent: [NOW], optedOutAt: 1 });
    expect([...counted].sort((one, other) => (one.profileId < other.profileId ? -1 : 1))).toEqual(optOuts);
  }
  expect(countedOf(undefined, recipientRow())).toEqual(recipientRow());
});

test.each([
  ['who has opted out of one profile', true, { optOuts: [{ profileId: 'P', at: 1 }] }],
  ['who has opted out of all', true, { optedOutAt: 1 }],
  ['who has lifted it', false, { optOuts: [] }],
  ['who never has', false, {}],
])('the row of somebody %s is kept for ever: %s', (_who, isKept, row) => {
  const { purgeAfter } = recipientWrite({ key: 'key', etag: undefined }, recipientRow(row), NOW);
  expect(purgeAfter === Infinity).toBe(isKept);
});
