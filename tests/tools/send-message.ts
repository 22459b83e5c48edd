import { sendMessage } from '../../tools/messaging/send-message.ts';
import { sentMessage } from './support/account.ts';
import { UUID } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

const SOME_UUID = '4000eba1-a0c0-4563-9925-b25e842a7cb6';

const inADay = () => new Date(Date.now() + 24 * 3_600_000).toISOString();

export const record = defineRecord(sendMessage, {
  requests: ['POST /messages'],
  answers: [{ data: { id: SOME_UUID } }],
  calls: {
    least: { args: { from: '+13125550001', to: '+13125550002', text: 'Hi' } },
    full: {
      args: {
        from: '+1 (312) 555-0001',
        to: '+13125550002',
        messaging_profile_id: SOME_UUID,
        text: 'Café ☕ 👩‍👩‍👧\nline',
        media_urls: ['https://media.example.com/a%20b.png'],
        subject: 'Photo',
        type: 'MMS',
        encoding: 'auto',
        auto_detect: false,
        send_at: '2026-01-02T12:00:00Z',
        webhook_url: 'https://hooks.example.com/sms?a=1&b=2',
        webhook_failover_url: 'https://hooks.example.com/sms?a=1&b=2',
        use_profile_webhooks: false,
        request_key: 'table 5, reminder',
      },
    },
    'a sender of letters': { args: { from: 'Acme', to: '+447700900123', text: 'Hi', messaging_profile_id: SOME_UUID } },
    'no sender': {
      args: { to: '+13125550002', text: 'Hi' },
      requests: ['GET /phone_numbers', 'POST /messages'],
      answers: [{ data: [{ phone_number: '+13125550001', messaging_profile_id: SOME_UUID }] }, { data: { id: SOME_UUID } }],
    },
    'text that looks like JSON': { args: { from: '+13125550001', to: '+13125550002', text: '","to":"+13125550003"}\u0000\r\n' } },
  },
  refused: {
    'many recipients': { to: ['+13125550002', '+13125550003'] },
    'an emergency number': { to: '9-1-1' },
    'events to the own network': { webhook_url: 'http://169.254.169.254/latest/meta-data/' },
    'a member of the body': { 'to[]': '+13125550003' },
  },
  needs: ['telnyx.send'],
  besides: ['GET /phone_numbers'],
  looksFirst: true,
  alsoTaken: {
    encoding: (value) => (typeof value === 'string' ? value.toLowerCase().replace('-', '') : value),
  },
  steps: [
    {
      args: { from: '+13125550100', to: '+13125550142', text: 'Your table is ready.' },
      shows: { to: [{ phone_number: '+13125550142', status: 'queued' }] },
    },
    {
      what: 'for tomorrow',
      args: () => ({ from: '+13125550100', to: '+13125550142', text: 'See you soon.', send_at: inADay() }),
      shows: (matchers) => ({ to: [{ status: 'scheduled' }], text: 'See you soon.', send_at: matchers.any(String) }),
    },
  ],
  proofs: {
    'POST /messages': async (sdk) => {
      const { data } = await sentMessage(sdk);
      sdk.holds(data, { record_type: 'message', direction: 'outbound', type: 'SMS', parts: 1, encoding: /GSM-7/, id: UUID });
      sdk.expect(data?.to).toMatchObject([{ phone_number: '+13125550142', status: 'queued' }]);
      sdk.expect(data?.cost).toMatchObject({ amount: sdk.expect.stringMatching(/^\d+\.\d{4}$/), currency: 'USD' });
    },
  },
});
