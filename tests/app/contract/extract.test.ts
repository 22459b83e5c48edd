import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ROUTES } from '../../../infra/local/telnyx/routes/index.ts';
import { CALLS } from './support/calls.ts';
import { extractionOf } from './support/extraction.ts';
import { EXTRACT, readWholeOpenApi } from './support/openapi.ts';

const document = readWholeOpenApi();
const operations = [...Object.keys(ROUTES), ...CALLS.flatMap(({ requests }) => requests)];

(document ? test : test.skip)("the extract of Telnyx's document is what `npm run docs` writes", () => {
  const fresh = document && extractionOf(document, operations);
  if (process.env['UPDATE_DOCS'] && fresh !== undefined) writeFileSync(EXTRACT, fresh);
  // Compared by hand: a difference of this size is not for reading.
  expect(fresh === readFileSync(EXTRACT, 'utf8')).toBe(true);
});

test('the extract is small, and holds no prose', () => {
  const text = readFileSync(EXTRACT, 'utf8');
  expect(text.length).toBeLessThan(250_000);
  for (const word of ['"example":', '"x-']) expect(text).not.toContain(word);
  expect(text).not.toMatch(/"(description|title|default)":"/);
});

const openapi = {
  openapi: '3.1.0',
  paths: {
    '/nodes/{id}': {
      post: {
        description: 'Prose.',
        parameters: [{ $ref: '#/components/parameters/Id' }],
        requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Node' }, example: {} } } },
      },
      get: {},
    },
  },
  components: {
    parameters: { Id: { name: 'id', in: 'path', required: true, description: 'Prose.', schema: { type: 'string', example: '7' } } },
    schemas: {
      Node: {
        type: 'object',
        required: ['description'],
        properties: {
          description: { type: 'string', enum: ['default'], description: 'Prose.', 'x-order': 1 },
          next: { $ref: '#/components/schemas/Node' },
        },
      },
    },
  },
};

test('keeps names, types and limits, drops prose, and ends a schema that holds itself', () => {
  expect(JSON.parse(extractionOf(openapi, ['POST /nodes/{id}', 'PUT /{bucket}']))).toEqual({
    openapi: '3.1.0',
    paths: {
      '/nodes/{id}': {
        post: {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['description'],
                  properties: { description: { type: 'string', enum: ['default'] }, next: {} },
                },
              },
            },
          },
        },
      },
    },
  });
});
