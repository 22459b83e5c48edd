/** Writes the extract of Telnyx's document that requests are checked against where the whole document is not at hand. */
import { writeFileSync } from 'node:fs';
import { CALLS } from './support/calls.ts';
import { extractionOf } from './support/extraction.ts';
import { EXTRACT, readWholeOpenApi } from './support/openapi.ts';

const document = readWholeOpenApi();
if (document) {
  const text = extractionOf(
    document,
    CALLS.flatMap(({ requests }) => requests),
  );
  writeFileSync(EXTRACT, text);
  console.log(`${text.length} bytes of Telnyx's document written.`);
} else {
  process.exitCode = 1;
}
