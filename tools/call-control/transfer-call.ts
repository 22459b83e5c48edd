import { z } from 'zod';
import { CallDestination, defineTool, PhoneNumber } from '../../shared/mcp/tool/index.ts';
import { DIALLING, ONE_AUDIO, oneAudio, RECORDING, TimeLimit } from './support/call-options.ts';
import { ClientState, COMMAND, COMMAND_RULES, command, encodeState, Outcome, SEE_EVENTS } from './support/command.ts';

export const transferCall = defineTool({
  name: 'transfer_call',
  title: 'Transfer a call',
  risk: 'outbound',
  parties: { to: 'to', from: 'from' },
  guard: { ...COMMAND_RULES, counts: 'calls', aside: ['client_state', 'target_leg_client_state', 'from_display_name'] },
  description:
    'Connect an answered call with a third party: rings a person, the second leg costs per minute too. ' +
    'If nobody answers, the first call stays.',
  input: z
    .object({
      ...COMMAND,
      to: CallDestination.describe('+E.164 or SIP URI'),
      from: PhoneNumber.optional().describe('Without: the number that was called'),
      time_limit_secs: TimeLimit.optional(),
      ...DIALLING,
      ...RECORDING,
      early_media: z.boolean().optional(),
      target_leg_client_state: ClientState,
    })
    .refine(oneAudio, ONE_AUDIO),
  rare: ['client_state', 'from_display_name', 'media_name', 'record_channels', 'record_format', 'early_media', 'target_leg_client_state'],
  output: Outcome,
  howToCheck: SEE_EVENTS,
  run: ({ target_leg_client_state, ...input }, context) =>
    command(context, 'transfer', { ...input, target_leg_client_state: encodeState(target_leg_client_state) }, Outcome),
});
