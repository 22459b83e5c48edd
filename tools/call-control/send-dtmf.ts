import { z } from 'zod';
import { defineTool } from '../../shared/mcp/tool/index.ts';
import { COMMAND, COMMAND_RULES, command, Outcome } from './support/command.ts';

export const sendDtmf = defineTool({
  name: 'send_dtmf',
  title: 'Press keys on a call',
  risk: 'outbound',
  parties: { nobody: 'Whoever is on the call: the audit names the call.' },
  guard: COMMAND_RULES,
  description: 'Press telephone keys on an answered call, such as in a menu. No event reports it.',
  input: z.object({
    ...COMMAND,
    digits: z
      .string()
      .regex(/^[0-9A-D*#wW]{1,256}$/, 'Expected 1 to 256 of 0-9 A-D * # w W.')
      .describe('0-9 A-D * #, w = 0.5 s, W = 1 s'),
    duration_millis: z.int().min(100).max(500).optional(),
  }),
  rare: ['client_state', 'duration_millis'],
  output: Outcome,
  howToCheck: 'No event tells whether the keys were pressed.',
  run: (input, context) => command(context, 'send_dtmf', input, Outcome),
});
