/** Writes the extract of Telnyx's document that the simulator answers from, and that requests and answers are checked against. */
import { writeFileSync } from 'node:fs';
import { ROUTES } from '../../../infra/local/telnyx/routes/index.ts';
import { CALLS } from './support/calls.ts';
import { extractionOf } from './support/extraction.ts';
import { EXTRACT, readWholeOpenApi } from './support/openapi.ts';

const document = readWholeOpenApi();
if (document) {
  const text = extractionOf(document, [...Object.keys(ROUTES), ...CALLS.flatMap(({ requests }) => requests)]);
  writeFileSync(EXTRACT, text);
  console.log(`${text.length} bytes of Telnyx's document written.`);
} else {
  process.exitCode = 1;
}
