import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { operationsOf, readDocument, resolved, Response, type Document } from '../../../infra/build/operations/document.ts';
import { cutTo } from '../../../shared/telnyx/operations/cut.ts';
import { isSecretMember } from '../../../shared/telnyx/operations/index.ts';
import { FIXTURE, namesSecret, secretAnswers } from '../../unit/telnyx/operations/make-secret-answers.ts';

const document = readDocument();
const withDocument = document ? test : test.skip;

withDocument("the fixture names the secrets that the answers of Telnyx's document have", () => {
  expect(document && secretAnswers(document)).toEqual(JSON.parse(readFileSync(FIXTURE, 'utf8')));
});

withDocument('of the examples in the document, nothing but secrets is dropped', () => {
  const examples = document ? examplesIn(document) : [];
  expect(examples.length).toBeGreaterThan(150);
  const told = (answer: unknown) => cutTo(answer, { room: 1_000_000, at: 'data', drop: isSecretMember }).value;
  for (const [key, example] of examples) expect([key, told(example)]).toEqual([key, withoutNamed(example)]);
});

const Examples = z.record(z.string(), z.looseObject({ value: z.unknown() }));

function examplesIn(all: Document): (readonly [string, object])[] {
  return [...operationsOf(all)].flatMap(([key, { responses }]) =>
    Object.values(responses)
      .flatMap((response) => Object.values(Response.parse(resolved(all, response)).content))
      .flatMap(({ schema, example, examples }) => [
        example,
        schema?.['example'],
        ...Object.values(Examples.safeParse(examples).data ?? {}).map(({ value }) => value),
      ])
      .flatMap((value) => (typeof value === 'object' && value !== null ? [[key, value] as const] : [])),
  );
}

/** The same by the names of the fixture alone. */
function withoutNamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNamed);
  if (typeof value !== 'object' || value === null) return value;
  const isDropped = ([name, inner]: [string, unknown]) => namesSecret(name) && inner !== null && inner !== '' && typeof inner !== 'boolean';
  const members: [string, unknown][] = Object.entries(value);
  return Object.fromEntries(members.filter((each) => !isDropped(each)).map(([name, inner]) => [name, withoutNamed(inner)]));
}
