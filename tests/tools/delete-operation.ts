import { deleteOperation } from '../../tools/operations/delete-operation.ts';
import { defineRecord } from './support/record.ts';

const SECRET = 'delete_integration_secret';

export const record = defineRecord(deleteOperation, {
  requests: ['DELETE /integration_secrets/{id}'],
  answer: 'none',
  calls: {
    least: { args: { operation_id: SECRET, arguments: { id: 'b1f8a9e0' } } },
    full: { args: { operation_id: SECRET, arguments: { id: '../a/b?x=1' } } },
  },
  refused: {
    'no operation': { operation_id: '' },
    'an operation that reads': { operation_id: 'GetUserBalance' },
    'a path': { arguments: { id: '..' } },
    'all of them': { arguments: { id: '' } },
    'a filter that is empty': { operation_id: 'DeleteRoomRecordings', arguments: { filter: {} } },
  },
  passesOn: true,
  needs: ['telnyx.write'],
  alsoTaken: { arguments: (value) => (typeof value === 'object' ? JSON.stringify(value) : value) },
  steps: [
    {
      what: 'of a secret',
      after: ['credential_operation'],
      args: ({ from }) => ({ operation_id: SECRET, arguments: { id: from('credential_operation', 'answer.data.id') } }),
      shows: (expect) => ({ note: expect.stringContaining('without content') }),
    },
  ],
});
