import { findOperations } from '../../tools/operations/find-operations.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(findOperations, {
  requests: [],
  calls: {
    least: { args: { query: 'fax' } },
    full: { args: { query: 'Which WhatsApp templates are approved?' } },
    'no word at all': { args: { query: '?! 📠' } },
    'ten thousand characters': { args: { query: 'a[(*+ ".\\'.repeat(1_000) } },
  },
  refused: {
    'nothing asked': { query: '' },
    'a list': { query: ['fax'] },
    'characters that nobody can see': { query: 'fax\u202e' },
    'more than anybody types': { query: 'fax '.repeat(2_501) },
  },
  needs: ['telnyx.read'],
  steps: [
    {
      args: { query: 'Fax this PDF to the doctor' },
      shows: (expect) => ({ operations: expect.arrayContaining([expect.objectContaining({ operation_id: 'SendFax' })]) }),
    },
  ],
});
