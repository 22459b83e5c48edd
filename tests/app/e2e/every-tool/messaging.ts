import type { Step } from './step.ts';

export const messaging: readonly Step[] = [
  { tool: 'create_messaging_profile', args: { name: 'Journey', whitelisted_destinations: ['US', 'CA'] }, shows: { name: 'Journey' } },
  { tool: 'get_messaging_profile', args: ({ from }) => ({ id: from('create_messaging_profile', 'id') }), shows: { name: 'Journey' } },
  {
    tool: 'update_messaging_profile',
    args: ({ from }) => ({ id: from('create_messaging_profile', 'id'), alpha_sender: 'ACME' }),
    shows: { alpha_sender: 'ACME' },
  },
  { tool: 'list_messaging_profiles', args: { name_contains: 'Jour' }, shows: { data: [{ name: 'Journey' }], total_results: 1 } },
  {
    tool: 'send_message',
    args: { from: '+13125550100', to: '+13125550142', text: 'Your table is ready.' },
    shows: { to: [{ phone_number: '+13125550142', status: 'queued' }] },
  },
  {
    tool: 'get_message',
    args: async ({ from, knob }) => {
      await knob('/clock', { advance_ms: 2_000 });
      return { id: from('send_message', 'id') };
    },
    shows: { to: [{ status: 'delivered' }], text: 'Your table is ready.' },
  },
  {
    tool: 'get_message',
    what: 'one from a stranger',
    args: async ({ knob }) => {
      const { id } = await knob('/messages/inbound', { from: '+13125550142', to: '+13125550100', text: 'On my way' });
      return { id };
    },
    shows: { direction: 'inbound', text: 'On my way' },
  },
];
