import type { Step } from './step.ts';

export const phoneNumbers: readonly Step[] = [
  {
    tool: 'lookup_number',
    args: { phone_number: '+13129457420', type: 'carrier' },
    shows: { phone_number: '+13129457420', country_code: 'US' },
  },
  { tool: 'list_available_phone_numbers', args: { country_code: 'US', features: ['sms'], limit: 2 } },
  {
    tool: 'create_number_order',
    args: ({ from }) => ({
      phone_numbers: [{ phone_number: from('list_available_phone_numbers', 'data.0.phone_number') }],
      messaging_profile_id: from('create_messaging_profile', 'id'),
    }),
    shows: { status: 'pending', phone_numbers_count: 1 },
  },
  {
    tool: 'list_phone_numbers',
    args: async ({ from, knob }) => {
      await knob('/clock', { advance_ms: 2_000 });
      return { phone_number: from('create_number_order', 'phone_numbers.0.phone_number') };
    },
    shows: { data: [{ status: 'active' }], total_results: 1 },
  },
  { tool: 'get_phone_number', args: ({ from }) => ({ id: from('list_phone_numbers', 'data.0.id') }), shows: { status: 'active' } },
  {
    tool: 'get_phone_number',
    what: 'by the number itself',
    args: ({ from }) => ({ id: from('create_number_order', 'phone_numbers.0.phone_number') }),
    shows: { status: 'active' },
  },
  {
    tool: 'update_phone_number',
    args: ({ from }) => ({ id: from('list_phone_numbers', 'data.0.id'), tags: ['desk'], messaging_profile_id: '' }),
  },
];
