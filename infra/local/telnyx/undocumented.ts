import type { Schema } from './document.ts';

/** One key as `/v2/inactive_key` answers it. Only its id and what it is are known of these answers. */
const KEY: Schema = { type: 'object', properties: { id: { type: 'string' }, public: { type: 'string' } }, required: ['id', 'public'] };

const wrapped = (schema: Schema): Schema => ({ type: 'object', properties: { data: schema }, required: ['data'] });

/** Errors have the form that most operations share. */
const ERROR: Schema = {
  type: 'object',
  properties: {
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { code: { type: 'string' }, title: { type: 'string' }, detail: { type: 'string' }, source: {}, meta: {} },
        required: ['code', 'title'],
      },
    },
  },
  required: ['errors'],
};

const responses = (success: Schema) => ({
  '200': { content: { 'application/json': { schema: success } } },
  '4XX': { content: { 'application/json': { schema: ERROR } } },
});

/**
 * Answers of operations that Telnyx has and its OpenAPI document does not: `data.public` is what public code reads, the rest is what a client
 * cannot do without.
 *
 * @see https://support.telnyx.com/en/articles/8370064 on the rotation of keys
 */
export const UNDOCUMENTED = {
  'GET /public_key': {
    responses: responses(wrapped({ type: 'object', properties: { public: { type: 'string' } }, required: ['public'] })),
  },
  'POST /inactive_key': { responses: responses(wrapped(KEY)) },
  'POST /inactive_key/{id}/activate': { responses: responses(wrapped(KEY)) },
};
