import { expect } from '@jest/globals';
import type { Journey, Step } from './step.ts';

const theAssistant = ({ from }: Journey) => from('create_assistant', 'id');
const THEIRS = '+13125550142';

export const ai: readonly Step[] = [
  {
    tool: 'create_assistant',
    args: { name: 'Front desk', instructions: 'You answer for a dental office.', greeting: 'Hello!', enabled_features: ['telephony'] },
    shows: { name: 'Front desk', enabled_features: ['telephony'] },
  },
  {
    tool: 'update_assistant',
    args: (journey) => ({ assistant_id: theAssistant(journey), greeting: 'Good morning!' }),
    shows: { greeting: 'Good morning!', instructions: 'You answer for a dental office.' },
  },
  { tool: 'list_assistants', args: { name_contains: 'front' }, shows: { data: [{ name: 'Front desk' }], total_results: 1 } },
  { tool: 'get_assistant', args: (journey) => ({ assistant_id: theAssistant(journey) }), shows: { greeting: 'Good morning!' } },
  {
    tool: 'get_assistant',
    what: 'as TeXML',
    args: (journey) => ({ assistant_id: theAssistant(journey), format: 'texml' }),
    shows: { texml: expect.stringContaining('<Response>') },
  },
  {
    tool: 'chat_with_assistant',
    args: (journey) => ({ assistant_id: theAssistant(journey), message: 'Do you open on Sunday?' }),
    says: 'The assistant is thinking',
    shows: { content: expect.stringMatching(/./), conversation_id: expect.stringMatching(/^[\da-f-]{36}$/) },
  },
  {
    tool: 'chat_with_assistant',
    what: 'and goes on',
    args: (journey) => ({
      assistant_id: theAssistant(journey),
      message: 'And on Monday?',
      conversation_id: journey.from('chat_with_assistant', 'conversation_id'),
    }),
    shows: { content: expect.stringMatching(/./) },
  },
  {
    tool: 'start_assistant_call',
    args: (journey) => ({ assistant_id: theAssistant(journey), from: '+13125550100', to: THEIRS }),
    shows: { to: THEIRS, status: 'queued' },
  },
  { tool: 'delete_assistant', args: (journey) => ({ assistant_id: theAssistant(journey) }), shows: { deleted: true } },
  {
    tool: 'create_integration_secret',
    args: { identifier: 'crm-token', type: 'bearer', token: 'hush' },
    shows: { identifier: 'crm-token' },
  },
  { tool: 'list_integration_secrets', args: { type: 'bearer' }, shows: { data: [{ identifier: 'crm-token' }] } },
  { tool: 'delete_integration_secret', args: ({ from }) => ({ id: from('create_integration_secret', 'id') }), shows: { deleted: true } },
];
