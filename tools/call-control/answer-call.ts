import { z } from 'zod';
import { defineTool, field } from '../../shared/tool/index.ts';
import { CallAssistant, EVENTS, RECORDING } from './call-options.ts';
import { COMMAND, command, Outcome, SEE_EVENTS } from './command.ts';

const Answered = Outcome.extend({ recording_id: field.text() });

export const answerCall = defineTool({
  name: 'answer_call',
  title: 'Answer a call',
  risk: 'write',
  description:
    'Answer a ringing incoming call (list_webhook_deliveries: call.initiated, incoming), before any other command to it. ' +
    'It costs per minute from then on.',
  input: z.object({
    ...COMMAND,
    assistant: CallAssistant,
    ...RECORDING,
    transcription: z.boolean().optional(),
    ...EVENTS,
  }),
  output: Answered,
  howToCheck: SEE_EVENTS,
  run: (input, context) => command(context, 'answer', input, Answered),
});
