import { z } from 'zod';
import { field, path, type ToolContext } from '../../../shared/mcp/tool/index.ts';

/** Opaque, such as `v3:MdI91X4l…`. */
const CallControlId = z.string().min(1).max(512);

/** Plain text here, base64 at Telnyx. Every later event of the call carries it. */
export const ClientState = z.string().max(4096).optional().describe('Plain text');

/** Arguments of every command to a call. */
export const COMMAND = { call_control_id: CallControlId, client_state: ClientState };

/** "This call is no longer active": whatever was to end has ended. */
export const ALREADY_ENDED = '90018';

/** The immediate answer: the command was accepted. */
export const Outcome = z.object({
  result: field.text().describe('"ok" is accepted; list_webhook_deliveries shows the outcome'),
  note: field.text(),
});

/** For the guard: what a command to a call repeats, and for how long a second one is a mistake. */
export const COMMAND_RULES = { counts: 'changes', windowMs: 10_000, aside: ['client_state'] } as const;

/** How to find out the outcome of a command that got no answer. */
export const SEE_EVENTS = 'Look at list_webhook_deliveries before you try again.';

/** @returns base64 of the text in UTF-8; nothing for an empty text, which would say nothing */
export const encodeState = (text: string | undefined) => (text ? Buffer.from(text, 'utf8').toString('base64') : undefined);

/** Makes a request safe to retry: Telnyx ignores a `command_id` that it saw within the last 60 s. */
export const withCommandId = (body: Readonly<Record<string, unknown>>, commandId: string) =>
  ({ body: { ...body, command_id: commandId }, repeatable: true }) as const;

interface Command {
  readonly call_control_id: string;
  readonly client_state?: string | undefined;
  readonly [member: string]: unknown;
}

/**
 * Sends a command to a call.
 * @param action the command's name in Telnyx's path
 * @param answer schema of `data` in the answer
 */
export function command<Answer extends z.output<typeof Outcome>>(
  { telnyx, attempt }: ToolContext,
  action: string,
  input: Command,
  answer: z.ZodType<Answer>,
): Promise<Answer> {
  const { call_control_id, client_state, ...body } = input;
  return telnyx.post(path`/calls/${call_control_id}/actions/${action}`, {
    ...withCommandId({ ...body, client_state: encodeState(client_state) }, attempt),
    answer: field.data(answer, 'result'),
  });
}
