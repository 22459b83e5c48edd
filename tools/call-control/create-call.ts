import { z } from 'zod';
import { defineTool, field, path, PhoneNumber } from '../../shared/mcp/tool/index.ts';
import { refuseServiceVariables } from '../ai-assistants/support/call-variables.ts';
import { CallDestination, DTMF } from './support/call-destination.ts';
import { CallAssistant, DIALLING, EVENTS, ONE_AUDIO, oneAudio, RECORDING, TimeLimit } from './support/call-options.ts';
import { ClientState, encodeState, withCommandId, SEE_EVENTS } from './support/command.ts';

const NewCall = z.object({
  call_control_id: field.text(),
  call_leg_id: field.text(),
  call_session_id: field.text(),
  is_alive: field.flag(),
  recording_id: field.text(),
});

const Destinations = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(CallDestination).min(1).max(10));

/** Telnyx itself allows four hours. */
const USUAL_LIMIT_SECS = 600;

export const createCall = defineTool({
  name: 'create_call',
  title: 'Call someone',
  risk: 'outbound',
  parties: { to: 'to', from: 'from' },
  description:
    'Call a person: rings at once, costs per minute, at most 10 minutes by default. ' +
    'Next: call.answered in list_webhook_deliveries, then speak_text. An assistant talks by itself.',
  input: z
    .object({
      connection_id: field.NumericId.describe('A call control application'),
      from: PhoneNumber.describe('A number you own'),
      to: Destinations.describe('+E.164 or SIP URIs; all ring'),
      time_limit_secs: TimeLimit.default(USUAL_LIMIT_SECS),
      assistant: CallAssistant,
      ...DIALLING,
      send_digits_on_answer: z.string().regex(DTMF, 'Expected 1 to 64 of 0-9 A-D * # w W.').optional(),
      ...RECORDING,
      transcription: z.boolean().optional(),
      ...EVENTS,
      client_state: ClientState,
    })
    .refine(oneAudio, ONE_AUDIO)
    .refine(({ to }) => to.length === 1 || !to.some((one) => one.includes(',')), 'Digits after a comma go with one destination only.'),
  output: NewCall,
  howToCheck: SEE_EVENTS,
  run: async ({ to, client_state, ...input }, { telnyx }) => {
    if (input.assistant) await refuseServiceVariables({ telnyx }, input.assistant.id, input.assistant.dynamic_variables);
    return telnyx.post(path`/calls`, {
      ...withCommandId({ ...input, to: to.length === 1 ? to[0] : to, client_state: encodeState(client_state) }),
      answer: field.data(NewCall, 'call_control_id'),
    });
  },
});
