import { z } from 'zod';
import { always, defineTool, field } from '../../shared/mcp/tool/index.ts';
import { refuseServiceVariables } from '../ai-assistants/support/call-variables.ts';
import { CallAssistant, EVENTS, RECORDING } from './support/call-options.ts';
import { COMMAND, COMMAND_RULES, command, Outcome, SEE_EVENTS } from './support/command.ts';

const Answered = Outcome.extend({ recording_id: field.text() });

export const answerCall = defineTool({
  name: 'answer_call',
  title: 'Answer a call',
  risk: 'write',
  raises: { risk: 'outbound', by: { assistant: always } },
  guard: { ...COMMAND_RULES, aside: ['client_state', 'webhook_url', 'webhook_url_method'] },
  description:
    'Answer a ringing incoming call (list_webhook_deliveries: call.initiated, incoming), before any other command to it. ' +
    'It costs per minute from then on. assistant talks by itself: needs telnyx.send.',
  input: z.object({
    ...COMMAND,
    assistant: CallAssistant,
    ...RECORDING,
    transcription: z.boolean().optional(),
    ...EVENTS,
  }),
  rare: ['client_state', 'record_channels', 'record_format', 'webhook_url_method'],
  output: Answered,
  howToCheck: SEE_EVENTS,
  run: async (input, context) => {
    if (input.assistant) await refuseServiceVariables(context, input.assistant.id, input.assistant.dynamic_variables);
    return command(context, 'answer', input, Answered);
  },
});
