import { z } from 'zod';
import {
  attempted,
  defineTool,
  field,
  pageOf,
  pageQuery,
  path,
  type CallStory,
  type TelnyxPath,
  type ToolContext,
} from '../../shared/mcp/tool/index.ts';
import { CALL } from './support/call-ids.ts';
import { callLines } from './support/call-lines.ts';
import { costWords, plain } from './support/lines.ts';
import { missingSetup } from './support/receivers.ts';

const ONE_ID = 'Give either call_control_id or call_session_id.';

export const getCall = defineTool({
  name: 'get_call',
  title: 'Get what became of a call',
  risk: 'read',
  description:
    'Tell what became of a call: outcome, who hung up and why, who answered, keys, transcript, recording (its link works for minutes), cost. To wait for its end: wait_for.',
  input: z
    .object(CALL)
    .refine(({ call_control_id, call_session_id }) => (call_control_id === undefined) !== (call_session_id === undefined), ONE_ID),
  output: z.object({
    state: field.text().describe('ringing, answered, ended or unknown'),
    outcome: field.text(),
    lines: z.array(z.string()),
    call_session_id: field.text(),
    note: field.text(),
  }),
  // Lines hold words of whoever was on the call.
  strangersWrote: ({ lines }) => lines.length > 0,
  run: async ({ call_control_id, call_session_id }, context) => {
    const query = call_session_id === undefined ? { callControlId: call_control_id ?? '' } : { sessionId: call_session_id };
    const story = await context.inbox.call(query);
    if (story?.state === 'ended') return shown(story, context.clock());
    const id = call_control_id ?? story?.callControlIds[0];
    // What is no id is refused before anything is asked.
    const at = id === undefined ? undefined : path`/calls/${id}`;
    const [status, missing] = await Promise.all([
      at === undefined ? undefined : statusOf(context, at),
      story === undefined ? missingSetup(context, 'application') : undefined,
    ]);
    if (status?.is_alive === true) {
      return story
        ? shown(story, context.clock())
        : { state: 'unknown', lines: [], call_session_id: status.call_session_id, note: noteOf('The call goes on.', missing) };
    }
    const session = call_session_id ?? story?.sessionId ?? status?.call_session_id;
    const record = session === undefined ? undefined : await recordOf(context, session);
    const lines = [
      ...(record === undefined ? [] : [recordLine(record)]),
      ...(story === undefined ? [] : callLines(story, context.clock())),
    ];
    const isOver = record !== undefined || status?.is_alive === false;
    const note = isOver ? 'The call is over. Its end did not reach the inbox.' : story ? undefined : UNKNOWN;
    return {
      state: isOver ? 'ended' : (story?.state ?? 'unknown'),
      outcome: isOver ? undefined : story?.outcome,
      lines,
      call_session_id: session,
      note: noteOf(note, missing),
    };
  },
});

const UNKNOWN =
  'Nothing is known of this call: no event of it has reached the inbox, and there is no record of it (yet: records come after its end).';

const noteOf = (...parts: readonly (string | undefined)[]) => parts.filter((part) => part !== undefined).join(' ') || undefined;

const shown = (story: CallStory, now: number) => ({
  state: story.state,
  outcome: story.outcome,
  lines: callLines(story, now),
  call_session_id: story.sessionId,
});

const Status = z.object({ is_alive: field.flag(), call_session_id: field.text() });

/** @returns undefined where Telnyx does not know the call any more, or could not be asked */
async function statusOf({ telnyx }: ToolContext, at: TelnyxPath): Promise<z.output<typeof Status> | undefined> {
  const asked = await attempted(telnyx.get(at, { answer: field.data(Status, 'is_alive') }));
  return 'error' in asked ? undefined : asked.value;
}

const CallRecord = z.object({
  direction: field.text(),
  status: field.text(),
  cli: field.text(),
  cld: field.text(),
  call_sec: field.count(),
  hangup_cause: field.text(),
  hangup_source: field.text(),
  cost: field.text(),
  currency: field.text(),
});
type CallRecord = z.output<typeof CallRecord>;

async function recordOf({ telnyx }: ToolContext, session: string): Promise<CallRecord | undefined> {
  const found = await attempted(
    telnyx.get(path`/detail_records`, {
      query: {
        'filter[record_type]': 'call-control',
        'filter[call_session_id]': session,
        ...pageQuery({ page: 1, page_size: 1 }),
      },
      answer: pageOf(CallRecord),
    }),
  );
  return 'error' in found ? undefined : found.value.data[0];
}

/** `record: +13125550100 → +13125550111, outbound, completed, 21 s, normal_clearing, ended by callee, $0.0070` */
function recordLine({ cli, cld, direction, status, call_sec, hangup_cause, hangup_source, cost, currency = 'USD' }: CallRecord): string {
  const parts = [
    `${plain(cli ?? 'unknown')} → ${plain(cld ?? 'unknown')}`,
    plain(direction ?? ''),
    plain(status ?? ''),
    call_sec === undefined ? '' : `${call_sec} s`,
    plain(hangup_cause ?? ''),
    hangup_source === undefined || hangup_source === '' ? '' : `ended by ${plain(hangup_source)}`,
    cost === undefined ? '' : costWords({ amount: cost, currency }),
  ];
  return `record: ${parts.filter((part) => part !== '').join(', ')}`;
}
