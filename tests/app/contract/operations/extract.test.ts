import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readWholeOpenApi } from '../support/openapi.ts';
import { extractionOf } from '../support/extraction.ts';
import { readSampleExtract, SAMPLE_EXTRACT } from './support/documents.ts';
import { operationNamed } from './support/operations.ts';
import { SAMPLE } from './sample.ts';

const keys = Object.values(SAMPLE)
  .flat()
  .map(operationNamed)
  .map(({ method, path }) => `${method} ${path}`);
const text = readFileSync(SAMPLE_EXTRACT, 'utf8');

test("the extract has the sample and none of the document's sentences", () => {
  const { paths } = readSampleExtract();
  const there = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((verb) => `${verb.toUpperCase()} ${path}`),
  );
  expect(there.sort()).toEqual([...keys].sort());
  expect(text).not.toMatch(/"(?:description|summary|example|title)":"/);
  expect(text.length).toBeLessThan(600_000);
});

const document = readWholeOpenApi();

(document ? test : test.skip)("the extract of Telnyx's document is what `npm run docs` writes", () => {
  const fresh = document && extractionOf(document, keys);
  if (process.env['UPDATE_DOCS'] && fresh !== undefined) writeFileSync(SAMPLE_EXTRACT, fresh);
  // Compared by hand: a difference of this size is not for reading.
  expect(fresh === readFileSync(SAMPLE_EXTRACT, 'utf8')).toBe(true);
});
