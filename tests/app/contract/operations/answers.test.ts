import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { answerOf, isSecretMember, type Operation } from '../../../../shared/telnyx/operations/index.ts';
import { exampleOf, inlined } from '../support/openapi.ts';
import { readSampleExtract } from './support/documents.ts';
import { operationNamed } from './support/operations.ts';
import { SAMPLE } from './sample.ts';

const extract = readSampleExtract();
const Described = z.looseObject({
  responses: z.record(z.string(), z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })).optional() })),
});

/** An answer as the document describes it, where it describes JSON. */
function exampleFor({ method, path }: Operation): unknown {
  const { responses } = Described.parse(inlined(extract, extract.paths[path]?.[method.toLowerCase()]));
  const [, good] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
  return exampleOf(good?.content?.['application/json']?.schema);
}

const ANSWERED = Object.values(SAMPLE)
  .flat()
  .map(operationNamed)
  .flatMap((operation) => {
    const example = exampleFor(operation);
    return example === undefined ? [] : [[operation.id, operation, example] as const];
  });

const answerTo = (operation: Operation, example: unknown, skip = 0) => {
  const bytes = Buffer.from(JSON.stringify(example));
  const raw = { method: operation.method, url: operation.path, status: 200, contentType: 'application/json', bytes };
  return answerOf(operation, raw, { args: {}, skip, drop: isSecretMember });
};

const List = z.looseObject({ data: z.array(z.unknown()).min(1) });
/** More than one answer holds, of nearly every record. */
const MANY = 400;

test('the document describes most answers', () => {
  expect(ANSWERED.length).toBeGreaterThan(100);
});

describe('answers as the document describes them', () => {
  test.each(ANSWERED)('of %s are given whole', (_id, operation, example) => {
    const answer = answerTo(operation, example);
    expect(answer).toHaveProperty('data');
    expect(JSON.stringify(answer).length).toBeLessThan(25_000);
  });

  const LISTS = ANSWERED.filter(([, { class: kind }, example]) => kind === 'read' && List.safeParse(example).success);
  test.each(LISTS)('of %s are given to the last record, each once', (_id, operation, example) => {
    const {
      data: [record],
    } = List.parse(example);
    const data = Array.from({ length: MANY }, (_, at) => ({ ...(record as object), n: at }));
    const numbers: unknown[] = [];
    for (let skip: number | undefined = 0; skip !== undefined;) {
      const answer = answerTo(operation, { data }, skip);
      expect(JSON.stringify(answer).length).toBeLessThan(25_000);
      numbers.push(
        ...z
          .array(z.looseObject({ n: z.number() }))
          .parse(answer.data)
          .map(({ n }) => n),
      );
      skip = answer.next?.skip;
    }
    expect(numbers).toEqual(data.map(({ n }) => n));
  });
});
