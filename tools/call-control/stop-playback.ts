import { z } from 'zod';
import { defineTool } from '../../shared/mcp/tool/index.ts';
import { AudioStop } from './support/call-options.ts';
import { COMMAND, COMMAND_RULES, command, Outcome, SEE_EVENTS } from './support/command.ts';

export const stopPlayback = defineTool({
  name: 'stop_playback',
  title: 'Stop audio on a call',
  risk: 'write',
  idempotent: true,
  guard: COMMAND_RULES,
  description: 'Stop what plays on a call, speech too. The call goes on: to end it use hangup_call.',
  input: z.object({
    ...COMMAND,
    stop: AudioStop.default('all').describe('all: the queue too'),
    overlay: z.boolean().optional(),
  }),
  rare: ['client_state', 'overlay'],
  output: Outcome,
  howToCheck: SEE_EVENTS,
  run: (input, context) => command(context, 'playback_stop', input, Outcome),
});
