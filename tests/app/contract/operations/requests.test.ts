import { describe, expect, test } from '@jest/globals';
import { AREAS } from '../../../../shared/telnyx/operations/index.ts';
import { readSampleExtract } from './support/documents.ts';
import { operationNamed } from './support/operations.ts';
import { testRequests } from './support/request-tests.ts';
import { SAMPLE } from './sample.ts';

const CHECKED = Object.values(SAMPLE).flat().map(operationNamed);

test('the sample has operations of every area, and 150 in all', () => {
  expect(Object.keys(SAMPLE)).toEqual([...AREAS]);
  for (const area of AREAS) expect(SAMPLE[area].map((id) => operationNamed(id).area)).toEqual(SAMPLE[area].map(() => area));
  expect(new Set(CHECKED).size).toBe(150);
});

describe("against the extract of Telnyx's own document", () => {
  testRequests(readSampleExtract(), CHECKED);
});
