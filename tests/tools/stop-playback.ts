import { stopPlayback } from '../../tools/call-control/stop-playback.ts';
import { answeredCall, OK } from './support/account.ts';
import { defineRecord } from './support/record.ts';

const CALL_ID = 'v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg';

export const record = defineRecord(stopPlayback, {
  requests: ['POST /calls/{call_control_id}/actions/playback_stop'],
  calls: {
    least: { args: { call_control_id: CALL_ID } },
    full: { args: { call_control_id: CALL_ID, client_state: 'Table 5, ☕', stop: 'current', overlay: true } },
    'an id that looks like a path': { args: { call_control_id: '../x/a?b=c#d%2e' } },
  },
  refused: { 'a path': { call_control_id: '..' }, 'a leg that is none': { stop: 'everything' } },
  needs: ['telnyx.write'],
  steps: [
    {
      after: ['start_playback'],
      args: ({ from }) => ({ call_control_id: from('create_call', 'call_control_id') }),
      shows: { result: 'ok' },
    },
  ],
  proofs: {
    'POST /calls/{call_control_id}/actions/playback_stop': async (sdk) => {
      const id = await answeredCall(sdk);
      await sdk.client.calls.actions.startPlayback(id, { audio_url: 'https://media.example.com/hold.mp3' });
      sdk.expect(await sdk.client.calls.actions.stopPlayback(id, { stop: 'all' })).toMatchObject(OK);
    },
  },
});
