import { waitFor } from '../../tools/inbox/wait-for.ts';
import { defineRecord } from './support/record.ts';

const ID = '4000eba1-a0c0-4563-9925-b25e842a7cb6';
/** Nobody else in these journeys writes from there. */
const THEIRS = '+13125550177';
const LOOKS = ['GET /messaging_profiles', 'GET /call_control_applications', 'GET /webhook_deliveries'];
const NOTHING = [{ data: [] }, { data: [] }, { data: [] }];

export const record = defineRecord(waitFor, {
  requests: LOOKS,
  answers: NOTHING,
  gathers: true,
  doesWithout: true,
  calls: {
    least: { args: {} },
    full: {
      args: {
        own: '+13125550100',
        peer: '+1 (312) 555-0111',
        call_control_id: 'v3:MdI91X4l',
        call_session_id: '428c31b6-7af4-4bcb-b7f5-5013ef9657c1',
        message_id: ID,
        types: ['message.received', 'call.hangup'],
        after: '1767225600000',
        seconds: 50,
      },
      requests: ['GET /messages/{id}', ...LOOKS],
      answers: [
        {
          data: {
            id: ID,
            direction: 'outbound',
            from: { phone_number: '+13125550100' },
            to: [{ phone_number: '+13125550111', status: 'sent' }],
          },
        },
        ...NOTHING,
      ],
    },
    'a message that has arrived already': {
      args: { message_id: ID, seconds: 1 },
      requests: ['GET /messages/{id}'],
      answers: [{ data: { id: ID, direction: 'outbound', to: [{ phone_number: '+13125550111', status: 'delivered' }] } }],
    },
  },
  refused: {
    'longer than a client waits': { seconds: 51 },
    'a path': { message_id: '../balance' },
    'a query': { after: "1' or Timestamp gt '0" },
    'no event': { types: ["x' or 'a' eq 'a"] },
  },
  needs: ['telnyx.read'],
  alsoTaken: { types: (value) => (typeof value === 'string' ? value.split(',').map((name) => name.trim()) : value) },
  steps: [
    {
      what: 'in silence',
      after: ['connect_inbox'],
      args: { own: '+13125550100', peer: THEIRS, seconds: 1 },
      shows: (matchers) => ({ lines: [], note: matchers.stringMatching(/^Nothing in 1 s\. Ask again with after=/) as unknown }),
    },
    {
      what: 'for an answer',
      after: ['wait_for, in silence'],
      args: async ({ from, control }) => {
        await control('/messages/inbound', { from: THEIRS, to: '+13125550100', text: 'Can you move it to 3pm?' });
        return { own: '+13125550100', peer: THEIRS, after: from('wait_for, in silence', 'after'), seconds: 20 };
      },
      // Clients that give their model the text alone have the notice before it.
      shows: (matchers) => ({ lines: [matchers.stringContaining(`${THEIRS} → +13125550100: “Can you move it to 3pm?”`) as unknown] }),
    },
  ],
});
