import { describe, expect, test } from '@jest/globals';
import { AREAS, type Operation } from '../../../../shared/telnyx/operations/index.ts';
import { use } from '../../../support/index.ts';
import { readWholeOpenApi } from '../support/openapi.ts';
import { requestChecker } from '../support/request-checker.ts';
import { json, startEdge } from '../support/telnyx-edge.ts';
import { readSampleExtract } from './support/documents.ts';
import { exampleArguments } from './support/examples.ts';
import { HINTS } from './support/hints.ts';
import { operationNamed, OPERATIONS } from './support/operations.ts';
import { sendTo } from './support/send.ts';
import { DEVIATIONS, UNDECLARED } from './deviations.ts';
import { SAMPLE } from './sample.ts';

const keyOf = ({ method, path }: Operation) => `${method} ${path}`;

/** Files are not sent: see `request.test.ts`. */
const isCallable = ({ id, class: kind, bodyType }: Operation) =>
  kind !== 'never' && (bodyType !== 'upload' || id === 'audio_public_audio_transcriptions_post');

const whole = readWholeOpenApi();
const CHECKED = whole ? OPERATIONS.all.filter(isCallable) : Object.values(SAMPLE).flat().map(operationNamed);

test('the sample has three operations of every area, and 150 in all', () => {
  expect(Object.keys(SAMPLE)).toEqual(AREAS);
  for (const area of AREAS) {
    expect(SAMPLE[area].length).toBeGreaterThanOrEqual(3);
    expect(SAMPLE[area].map((id) => operationNamed(id).area)).toEqual(SAMPLE[area].map(() => area));
  }
  expect(new Set(Object.values(SAMPLE).flat()).size).toBe(150);
});

describe("against Telnyx's own document", () => {
  const edge = use(() => startEdge(json({ data: {} })));
  const check = requestChecker(whole ?? readSampleExtract(), CHECKED.map(keyOf));

  describe.each([
    ['least', false],
    ['full', true],
  ] as const)('the %s requests', (_which, isFull) => {
    test.each(AREAS.map((area) => [area, CHECKED.filter((operation) => operation.area === area)] as const))(
      'of %s',
      async (_area, checked) => {
        const found: Record<string, readonly string[]> = {};
        for (const operation of checked) {
          const before = edge.seen.length;
          await sendTo(edge.baseUrl, operation, exampleArguments(operation, OPERATIONS, isFull, HINTS), OPERATIONS);
          const [seen] = edge.seen.slice(before);
          if (!seen) throw new Error(`${operation.id} sent nothing.`);
          // The base URL ends in it.
          const url = operation.path.startsWith('/v2/') ? `/v2${seen.url}` : seen.url;
          const mismatches = check(keyOf(operation), { ...seen, url }).map(({ at, why }) => `${at} ${why}`);
          const unexpected = mismatches.filter(
            (text) => ![UNDECLARED, ...(DEVIATIONS[operation.id] ?? [])].some((part) => text.includes(part)),
          );
          if (unexpected.length > 0) found[operation.id] = unexpected;
        }
        expect(found).toEqual({});
      },
      60_000,
    );
  });
});
