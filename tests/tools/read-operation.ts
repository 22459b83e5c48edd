import { readOperation } from '../../tools/operations/read-operation.ts';
import { defineRecord } from './support/record.ts';

const PROFILES = 'ListMessagingProfiles';

export const record = defineRecord(readOperation, {
  requests: ['GET /messaging_profiles'],
  answers: [{ data: [], meta: { total_pages: 1, total_results: 0 } }],
  answer: 'bare',
  calls: {
    least: { args: { operation_id: PROFILES } },
    full: {
      args: {
        operation_id: PROFILES,
        arguments: JSON.stringify({ filter: { name: { contains: 'café & ☕' } }, page: { number: 2, size: 5 } }),
        skip: 1,
        part: 'data',
      },
    },
    'an object instead of its text': { args: { operation_id: PROFILES, arguments: { page: { size: 5 } } } },
    'names in brackets, as in the query': { args: { operation_id: PROFILES, arguments: { 'page[size]': 5 } } },
    'a page in other words': { args: { operation_id: PROFILES, arguments: { limit: 5 } } },
    'a method and a path': { args: { operation_id: 'GET /messaging_profiles' } },
  },
  refused: {
    'no operation': { operation_id: '' },
    'an operation that sends': { operation_id: 'SendMessage' },
    'an operation of nobody': { operation_id: 'CreateOAuthClient' },
    'an argument that it has not': { arguments: { colour: 'red' } },
    'a page that is no number': { arguments: { page: { number: 'first' } } },
    'arguments in a list': { arguments: [1] },
    'a text that never ends': { arguments: '{"a":'.repeat(10_000) },
    'a path behind an id': { operation_id: 'GetMessage', arguments: { id: '..' } },
  },
  passesOn: true,
  needs: ['telnyx.read'],
  alsoTaken: { arguments: (value) => (typeof value === 'object' ? JSON.stringify(value) : value) },
  steps: [{ args: { operation_id: 'GetUserBalance' }, shows: { answer: { data: { currency: 'USD' } } } }],
});
