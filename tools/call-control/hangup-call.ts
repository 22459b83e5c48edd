import { z } from 'zod';
import { defineTool, ignoringError } from '../../shared/mcp/tool/index.ts';
import { ALREADY_ENDED, COMMAND, COMMAND_RULES, command, Outcome, SEE_EVENTS } from './support/command.ts';

export const hangupCall = defineTool({
  name: 'hangup_call',
  title: 'Hang up a call',
  risk: 'destructive',
  guard: COMMAND_RULES,
  description: 'End a call for everyone on it, ringing or answered, or reject an incoming one.',
  input: z.object(COMMAND),
  rare: ['client_state'],
  output: Outcome,
  howToCheck: SEE_EVENTS,
  run: (input, context) =>
    ignoringError(ALREADY_ENDED, command(context, 'hangup', input, Outcome), {
      result: 'ok',
      note: 'The call was over already.',
    }),
});
