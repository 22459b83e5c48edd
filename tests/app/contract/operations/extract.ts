/** Writes the extract of Telnyx's document that requests of the sample are checked against: `node tests/app/contract/operations/extract.ts`. */
import { writeFileSync } from 'node:fs';
import { loadOperations } from '../../../../shared/telnyx/operations/index.ts';
import { extractionOf } from '../support/extraction.ts';
import { readWholeOpenApi } from '../support/openapi.ts';
import { SAMPLE } from './sample.ts';
import { SAMPLE_EXTRACT } from './support/documents.ts';

const document = readWholeOpenApi();
const operations = await loadOperations();
if (document) {
  const keys = Object.values(SAMPLE)
    .flat()
    .flatMap((id) => {
      const operation = operations.one(id);
      return operation ? [`${operation.method} ${operation.path}`] : [];
    });
  const text = extractionOf(document, keys);
  writeFileSync(SAMPLE_EXTRACT, text);
  console.log(`${text.length} bytes of Telnyx's document written.`);
} else {
  process.exitCode = 1;
}
