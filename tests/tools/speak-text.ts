import { speakText } from '../../tools/call-control/speak-text.ts';
import { answeredCall, OK, ringingCall } from './support/account.ts';
import { defineRecord } from './support/record.ts';

const CALL_ID = 'v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg';

export const record = defineRecord(speakText, {
  requests: ['POST /calls/{call_control_id}/actions/speak'],
  calls: {
    least: { args: { call_control_id: CALL_ID, text: 'Your table is ready. ☕' } },
    full: {
      args: {
        call_control_id: CALL_ID,
        client_state: 'Table 5, ☕',
        text: 'Your table is ready. ☕',
        voice: 'male',
        payload_type: 'text',
        service_level: 'basic',
        language: 'en-US',
        loop: 2,
        stop: 'current',
        target_legs: 'both',
      },
    },
    'an id that looks like a path': { args: { call_control_id: '../x/a?b=c#d%2e', text: 'Your table is ready. ☕' } },
    'markup, without end': {
      args: { call_control_id: CALL_ID, text: '<speak>Hi</speak>', payload_type: 'ssml', language: 'de-DE', loop: 'infinity' },
    },
  },
  refused: {
    'a path': { call_control_id: '..' },
    'no end of a million': { loop: 1_000_000 },
    'markup that does not close': { text: '<speak>Hi', payload_type: 'ssml' },
  },
  needs: ['telnyx.send'],
  // The tool has a default voice, and calls the payload text.
  notAsked: ['payload', 'voice'],
  alsoTaken: { loop: (value) => (typeof value === 'number' ? String(value) : value) },
  steps: [
    {
      after: ['create_call'],
      args: async ({ control, from }) => {
        await control('/clock', { advance_ms: 15_000 });
        return { call_control_id: from('create_call', 'call_control_id'), text: 'Your table is ready.' };
      },
      shows: { result: 'ok' },
    },
  ],
  proofs: {
    'POST /calls/{call_control_id}/actions/speak': async (sdk) => {
      const hello = { payload: 'Hello', voice: 'AWS.Polly.Joanna', language: 'en-US' } as const;
      const ringing = await ringingCall(sdk, '+13125550198');
      const early = await sdk.client.calls.actions.speak(ringing, hello).catch((error: unknown) => error);
      sdk.expect(early).toBeInstanceOf(sdk.Telnyx.UnprocessableEntityError);
      sdk.expect(early).toMatchObject({ error: { errors: [{ code: '90034' }] } });
      sdk.expect(await sdk.client.calls.actions.speak(await answeredCall(sdk), hello)).toMatchObject(OK);
    },
  },
});
