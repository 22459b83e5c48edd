import { startPlayback } from '../../tools/call-control/start-playback.ts';
import { answeredCall, OK } from './support/account.ts';
import { defineRecord } from './support/record.ts';

const CALL_ID = 'v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg';

export const record = defineRecord(startPlayback, {
  requests: ['POST /calls/{call_control_id}/actions/playback_start'],
  calls: {
    least: { args: { call_control_id: CALL_ID, audio_url: 'https://media.example.com/hold.mp3' } },
    full: {
      args: {
        call_control_id: CALL_ID,
        client_state: 'Table 5, ☕',
        audio_url: 'https://media.example.com/hold.mp3',
        audio_type: 'wav',
        loop: 'infinity',
        overlay: true,
        stop: 'all',
        target_legs: 'self',
        cache_audio: false,
      },
    },
    'an id that looks like a path': { args: { call_control_id: '../x/a?b=c#d%2e', audio_url: 'https://media.example.com/hold.mp3' } },
    'uploaded audio, thrice': { args: { call_control_id: CALL_ID, media_name: 'hold', loop: 3, target_legs: 'opposite' } },
  },
  refused: { 'a path': { call_control_id: '..' }, 'a file': { audio_url: 'file:///etc/passwd' } },
  needs: ['telnyx.send'],
  alsoTaken: { loop: (value) => (typeof value === 'number' ? String(value) : value) },
  steps: [
    {
      after: ['speak_text'],
      args: ({ from }) => ({
        call_control_id: from('create_call', 'call_control_id'),
        audio_url: 'https://media.example.com/hold.mp3',
        loop: 'infinity',
      }),
      shows: { result: 'ok' },
    },
  ],
  proofs: {
    'POST /calls/{call_control_id}/actions/playback_start': async (sdk) => {
      const id = await answeredCall(sdk);
      const played = sdk.client.calls.actions.startPlayback(id, { audio_url: 'https://media.example.com/hold.mp3', loop: 'infinity' });
      sdk.expect(await played).toMatchObject(OK);
    },
  },
});
