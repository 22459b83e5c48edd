import { describeOperation } from '../../tools/operations/describe-operation.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(describeOperation, {
  requests: [],
  calls: {
    least: { args: { operation_id: 'SendFax' } },
    full: { args: { operation_id: 'CallStartAIAssistant', field: 'assistant.tools.0' } },
    'a method and a path': { args: { operation_id: 'post /faxes' } },
    'names as in objects of JavaScript': { args: { operation_id: 'SearchDetailRecords', field: 'filter.any_name' } },
  },
  refused: {
    'no operation': { operation_id: 'SendPigeon' },
    'two operations': { operation_id: 'ListPhoneNumbers' },
    'an operation for nobody': { operation_id: 'CreateOAuthClient' },
    'a field that is not there': { field: 'wings.left' },
    'a name of every object': { field: 'constructor.name' },
    'a path': { operation_id: 'GET /faxes/../balance' },
  },
  needs: ['telnyx.read'],
  steps: [{ args: { operation_id: 'SendFax' }, shows: { operation_id: 'SendFax', call_with: 'send_operation', request: 'POST /faxes' } }],
});
