import { listAssistants } from '../../tools/ai-assistants/list-assistants.ts';
import { newAssistant } from './support/account.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(listAssistants, {
  requests: ['GET /ai/assistants'],
  answers: [{ data: [] }],
  calls: { least: { args: {} }, full: { args: { name_contains: 'front & desk', page: 2, page_size: 1 } } },
  refused: { 'an operator': { name_contains: { $ne: '' } }, 'a key of the query': { 'page[size]': 1000 } },
  needs: ['telnyx.read'],
  steps: [{ after: ['create_assistant'], args: { name_contains: 'front' }, shows: { data: [{ name: 'Front desk' }], total_results: 1 } }],
  proofs: {
    'GET /ai/assistants': async (sdk) => {
      await newAssistant(sdk, 'Listed');
      const { data } = await sdk.client.ai.assistants.list();
      sdk.expect(data.map(({ name }) => name)).toContain('Listed');
    },
  },
});
