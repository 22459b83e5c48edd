import { getConversation } from '../../tools/inbox/get-conversation.ts';
import { defineRecord } from './support/record.ts';

const OWN = '+13125550100';

const RECORD = {
  record_type: 'message_detail_record',
  uuid: '4000eba1-a0c0-4563-9925-b25e842a7cb6',
  status: 'delivered',
  cost: '0.0051',
  currency: 'USD',
  created_at: '2025-12-01T12:00:00Z',
};

export const record = defineRecord(getConversation, {
  requests: [
    'GET /webhook_deliveries',
    'GET /detail_records',
    'GET /detail_records',
    'GET /messaging_profiles',
    'GET /call_control_applications',
  ],
  answers: [{ data: [] }, { data: [RECORD] }, { data: [] }, { data: [] }, { data: [] }],
  gathers: true,
  doesWithout: true,
  calls: {
    least: { args: { own: OWN, peer: ['+13125550111'] } },
    full: {
      args: { own: OWN, peer: ['+1 (312) 555-0111'], limit: 50, before: '1764547200000.4000eba1-a0c0-4563-9925-b25e842a7cb6.' },
      requests: ['GET /detail_records', 'GET /detail_records'],
      answers: [{ data: [] }, { data: [] }],
    },
    'a group': {
      args: { own: OWN, peer: ['+13125550111', '+13125550112'] },
      requests: ['GET /webhook_deliveries', 'GET /messaging_profiles', 'GET /call_control_applications'],
      answers: [{ data: [] }, { data: [] }, { data: [] }],
    },
    'one person as a text, a sender of letters': { args: { own: OWN, peer: 'ACME' } },
  },
  refused: {
    'a filter behind a number': { own: '+13125550100&filter[record_type]=fax' },
    'more than a page': { limit: 51 },
    'a cursor of something else': { before: 'f~7999~0123456789abcdef' },
  },
  needs: ['telnyx.read'],
  alsoTaken: { peer: (value) => (typeof value === 'string' ? [value] : value) },
  steps: [
    {
      after: ['wait_for, for an answer'],
      args: { own: OWN, peer: ['+13125550177'] },
      shows: (matchers) => ({ lines: [matchers.stringMatching(/Z they: “Can you move it to 3pm\?”$/) as unknown] }),
    },
    {
      what: 'from before the inbox',
      after: ['get_message, one from a stranger'],
      args: { own: OWN, peer: '+13125550142' },
      shows: (matchers) => ({ lines: matchers.arrayContaining([matchers.stringContaining('they: ')]) as unknown }),
    },
  ],
});
