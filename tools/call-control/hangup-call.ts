import { z } from 'zod';
import { defineTool, ignoringError } from '../../shared/mcp/tool/index.ts';
import { COMMAND, command, Outcome, SEE_EVENTS } from './support/command.ts';

/** "This call is no longer active": counts as success. */
const ALREADY_ENDED = '90018';

export const hangupCall = defineTool({
  name: 'hangup_call',
  title: 'Hang up a call',
  risk: 'destructive',
  description: 'End a call for everyone on it, ringing or answered, or reject an incoming one.',
  input: z.object(COMMAND),
  output: Outcome,
  howToCheck: SEE_EVENTS,
  run: (input, context) =>
    ignoringError(ALREADY_ENDED, command(context, 'hangup', input, Outcome), {
      result: 'ok',
      note: 'The call was over already.',
    }),
});
