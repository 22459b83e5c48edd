import { z } from 'zod';
import { defineTool, field, InputError, path, PhoneNumber, PublicUrl, SentText, type ToolContext } from '../../shared/mcp/tool/index.ts';
import { AssistantId } from './support/assistant.ts';
import { refuseServiceVariables } from './support/call-variables.ts';

const StartedCall = z.object({ call_sid: field.text(), from: field.text(), to: field.text(), status: field.text() });

const Caller = z.object({ id: field.text(), telephony_settings: field.object({ default_texml_app_id: field.text() }) });

/** A value of one of Telnyx's lists, which grow: Telnyx checks it. */
const Word = z.string().min(1).max(100);

/** Not idempotent at Telnyx, so never retried: a call rings at most once. */
export const startAssistantCall = defineTool({
  name: 'start_assistant_call',
  title: 'Let an AI assistant call someone',
  risk: 'outbound',
  parties: { to: 'to', from: 'from' },
  guard: {
    counts: 'calls',
    windowMs: 10 * 60_000,
    aside: ['status_callback', 'status_callback_event', 'status_callback_method', 'conversation_callback'],
    keyed: true,
  },
  description:
    'Ring a person, who then talks with an AI voice: costs per minute; consent and disclosure rules apply. ' +
    'from must belong to the TeXML application (update_phone_number with assistant_id), whose outbound voice profile must allow the country (set in the portal). ' +
    '"queued" is not answered: wait_for with own and peer, or see search_detail_records later.',
  input: z.object({
    assistant_id: AssistantId,
    from: PhoneNumber,
    to: PhoneNumber,
    connection_id: field.NumericId.optional().describe("TeXML application; default: the assistant's"),
    assistant_version: z.string().min(1).max(255).optional(),
    dynamic_variables: field.variables(SentText).optional(),
    caller_id: SentText.regex(/^[\p{L}\p{N} _~!.+-]{1,128}$/u, 'Expected at most 128 letters, digits, spaces and -_~!.+')
      .optional()
      .describe('Name shown'),
    time_limit_secs: z.int().min(30).max(14_400).optional(),
    timeout_secs: z.int().min(5).max(120).optional().describe('Ringing'),
    machine_detection: Word.optional().describe('Enable, DetectMessageEnd'),
    detection_mode: Word.optional().describe('Premium, …'),
    record: z.boolean().optional(),
    recording_channels: Word.optional().describe('mono, dual'),
    status_callback: PublicUrl.optional(),
    status_callback_event: z.string().min(1).max(256).optional().describe('Such as "answered completed"'),
    status_callback_method: Word.optional(),
    conversation_callback: PublicUrl.optional(),
  }),
  rare: [
    'assistant_version',
    'detection_mode',
    'recording_channels',
    'status_callback',
    'status_callback_event',
    'status_callback_method',
    'conversation_callback',
  ],
  output: StartedCall,
  run: async (input, { telnyx }) => {
    await refuseServiceVariables({ telnyx }, input.assistant_id, input.dynamic_variables);
    const connection = input.connection_id ?? (await texmlApplicationOf(input.assistant_id, telnyx));
    return telnyx.post(path`/texml/ai_calls/${connection}`, {
      body: {
        From: input.from,
        To: input.to,
        AIAssistantId: input.assistant_id,
        AIAssistantVersion: input.assistant_version,
        AIAssistantDynamicVariables: input.dynamic_variables,
        CallerId: input.caller_id,
        TimeLimit: input.time_limit_secs,
        Timeout: input.timeout_secs,
        MachineDetection: input.machine_detection,
        DetectionMode: input.detection_mode,
        Record: input.record,
        RecordingChannels: input.recording_channels,
        StatusCallback: input.status_callback,
        StatusCallbackEvent: input.status_callback_event,
        StatusCallbackMethod: input.status_callback_method,
        ConversationCallback: input.conversation_callback,
      },
      answer: field.data(StartedCall, 'call_sid'),
    });
  },
});

async function texmlApplicationOf(assistantId: string, telnyx: ToolContext['telnyx']): Promise<string> {
  const { telephony_settings: telephony } = await telnyx.get(path`/ai/assistants/${assistantId}`, {
    answer: field.data(Caller, 'id'),
  });
  if (telephony?.default_texml_app_id) return telephony.default_texml_app_id;
  throw new InputError(
    'This assistant cannot call: it has no TeXML application. Enable telephony with update_assistant (enabled_features), or give connection_id.',
  );
}
