import { credentialOperation } from '../../tools/operations/credential-operation.ts';
import { defineRecord } from './support/record.ts';

const SECRET = 'create_integration_secret';
const bearer = { identifier: 'crm-by-operation', type: 'bearer', token: 'not-a-secret' };

export const record = defineRecord(credentialOperation, {
  requests: ['POST /integration_secrets'],
  answers: [{ data: { id: 'b1f8a9e0' } }],
  answer: 'bare',
  calls: {
    least: { args: { operation_id: SECRET, arguments: JSON.stringify(bearer) } },
    full: {
      args: { operation_id: SECRET, arguments: { identifier: '../"x"', type: 'basic', username: 'o’hara', password: '{{p}}\\ "☕' } },
    },
  },
  refused: {
    'no operation': { operation_id: '' },
    'an operation that reads': { operation_id: 'list_integration_secrets' },
    'a type that there is not': { arguments: { ...bearer, type: 'magic' } },
    'an operator': { arguments: { ...bearer, identifier: { $ne: '' } } },
  },
  passesOn: true,
  needs: ['telnyx.write'],
  alsoTaken: { arguments: (value) => (typeof value === 'object' ? JSON.stringify(value) : value) },
  steps: [
    {
      args: { operation_id: SECRET, arguments: { ...bearer, token: 'hush' } },
      shows: { answer: { data: { identifier: 'crm-by-operation' } } },
    },
  ],
});
