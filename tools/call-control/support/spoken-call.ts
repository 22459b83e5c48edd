import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  asFollowUp,
  field,
  ignoringError,
  isRefusal,
  path,
  withProgress,
  type ToolContext,
  type UpstreamClientError,
} from '../../../shared/mcp/tool/index.ts';
import { watchEvents, type CallEvent } from './call-events.ts';
import { ALREADY_ENDED, command, Outcome } from './command.ts';

/** A call that has just been dialled, and what it is to say. */
export interface SpokenCall {
  readonly call_control_id: string;
  readonly call_leg_id?: string | undefined;
  readonly text: string;
  readonly voice: string;
  readonly language?: string | undefined;
  /** Seconds of ringing. */
  readonly ringSecs: number;
  /** Seconds after the answer at which Telnyx ends the call. */
  readonly limitSecs: number;
  /** Telnyx was asked to find out whether a person or a machine answers. */
  readonly detectsMachine: boolean;
  /** Milliseconds since the epoch: until then the call is watched. */
  readonly watchUntil: number;
}

/** What became of the call. */
interface Ending {
  readonly outcome: 'said' | 'speaking' | 'no_answer' | 'busy' | 'rejected' | 'failed' | 'machine' | 'ended_early';
  readonly note: string;
}

interface Run {
  readonly context: ToolContext;
  readonly call: SpokenCall;
  readonly leg: string;
}

/**
 * Waits until a call is answered, says a text and ends the call.
 *
 * @throws PartialError for whatever fails: the call has been made. A call that would go on without a word is ended first.
 */
export async function sayAndHangUp(context: ToolContext, call: SpokenCall): Promise<Ending> {
  const leg = await orEnd(
    { context, call },
    () => UNREAD,
    () => legOf(context, call),
  );
  const run = { context, call, leg };
  const rung = await untilAnswered(run);
  if (rung !== 'answered' && rung !== 'unknown') return rung;
  const listener = rung === 'answered' ? await whoAnswered(run) : UNKNOWN;
  return typeof listener === 'string' ? speak(run, listener) : listener;
}

const UNREAD = 'was made, but what became of it could not be read.';

const Leg = z.object({ call_leg_id: field.text() });

async function legOf({ telnyx }: ToolContext, { call_control_id, call_leg_id }: SpokenCall): Promise<string> {
  if (call_leg_id !== undefined) return call_leg_id;
  const read = await telnyx.get(path`/calls/${call_control_id}`, { answer: field.data(Leg, 'call_leg_id') });
  return read.call_leg_id ?? '';
}

/** Events come a little later than what they tell of. */
const LATE_MS = 3_000;

/** @returns how the call ended, unless it was answered or no event tells what became of it */
async function untilAnswered(run: Run): Promise<Ending | 'answered' | 'unknown'> {
  const { context, call } = run;
  const seen = await withProgress(context, 'It rings', waitFor(run, call.ringSecs * 1000 + LATE_MS, ['answered', 'hangup']));
  if (!seen) return 'unknown';
  const hangup = seen.get('hangup');
  if (!hangup) return 'answered';
  return seen.has('answered') ? endedEarly(hangup, 'before the text was said') : notConnected(hangup);
}

/** Telnyx decides within a few seconds. */
const DETECTION_MS = 8_000;
const DETECTED = ['machine.detection.ended', 'machine.premium.detection.ended'];
const MACHINES: ReadonlySet<string> = new Set(['machine', 'fax_detected']);

const UNKNOWN = 'a person or a machine';

/** @returns who listens, or how the call ended: a machine is told nothing */
async function whoAnswered(run: Run): Promise<string | Ending> {
  if (!run.call.detectsMachine) return UNKNOWN;
  const seen = await waitFor(run, DETECTION_MS, [...DETECTED, 'hangup']);
  const hangup = seen?.get('hangup');
  if (hangup) return endedEarly(hangup, 'before the text was said');
  const result = DETECTED.map((name) => seen?.get(name)?.result).find((found) => found !== undefined) ?? 'not_sure';
  if (!MACHINES.has(result)) return result.startsWith('human') ? 'a person' : UNKNOWN;
  const note = `A machine answered (${result}). Nothing was said, and the call was ended.`;
  return thenEnd(run, 'was answered by a machine, and nothing was said.', { outcome: 'machine', note });
}

/** "This call is not answered yet." */
const NOT_ANSWERED = '90034';

/**
 * Says the text on the answered call, and ends it.
 *
 * @param who has answered
 */
async function speak(run: Run, who: string): Promise<Ending> {
  const { context, call } = run;
  const { call_control_id, text, voice, language, limitSecs, watchUntil } = call;
  const endsBy = new Date(context.clock() + limitSecs * 1000).toISOString();
  const goesOn = `goes on: it ends by itself at ${endsBy} at the latest, hangup_call ends it sooner.`;

  const speech = () => command(nextCommand(context), 'speak', { call_control_id, payload: text, voice, language }, Outcome);
  const accepted = await orEnd(run, unsaid, () =>
    ignoringError<unknown>(ALREADY_ENDED, ignoringError<unknown>(NOT_ANSWERED, speech(), NOT_ANSWERED), ALREADY_ENDED),
  );
  if (accepted === ALREADY_ENDED) return endedEarly({}, 'before the text was said');
  if (accepted === NOT_ANSWERED) return thenEnd(run, 'was made and nobody answered.', NO_ANSWER);

  const ended = watchEvents(context, run.leg, watchUntil, ['speak.ended', 'hangup']);
  const seen = await asFollowUp(`${nameOf(call)} was answered, the text is being said, and the call ${goesOn}`, () =>
    withProgress(context, 'Answered: the text is being said', ended),
  );
  if (!seen)
    return { outcome: 'speaking', note: `Answered by ${who}. The text is being said: its end was not seen yet. The call ${goesOn}` };

  const hangup = seen.get('hangup');
  const status = seen.get('speak.ended')?.status ?? (hangup ? 'call_hangup' : 'completed');
  if (status === 'call_hangup') return endedEarly(hangup ?? {}, 'before the end of the text');
  if (status !== 'completed') {
    const note = `Answered by ${who}. The text was stopped before its end (${status}), and the call was ended.`;
    return thenEnd(run, 'was answered, and the text was stopped before its end.', { outcome: 'ended_early', note });
  }
  const note = `Answered by ${who}. The text was said to its end, then the call was ended.`;
  return thenEnd(run, 'was answered, and the text was said to its end.', { outcome: 'said', note });
}

const unsaid = (error: unknown) =>
  isRefusal(error) ? 'was made, and nothing was said.' : 'was made. Whether the text was heard is not known.';

const nameOf = ({ call_control_id }: SpokenCall) => `The call (call_control_id ${call_control_id})`;

/** Waits for one of these events, and ends the call where they cannot be read. */
const waitFor = (run: Run, ms: number, names: readonly string[]) => {
  const { context, call, leg } = run;
  const until = Math.min(context.clock() + ms, call.watchUntil);
  return orEnd(
    run,
    () => UNREAD,
    () => watchEvents(context, leg, until, names),
  );
};

/** The attempt of the call names the dialling: later commands need a `command_id` of their own. */
const nextCommand = (context: ToolContext): ToolContext => ({ ...context, attempt: randomUUID() });

const hangUp = (context: ToolContext, { call_control_id }: SpokenCall) =>
  ignoringError<unknown>(isOver, command(nextCommand(context), 'hangup', { call_control_id }, Outcome), undefined);

/** Telnyx forgets a call soon after its end. */
const isOver = ({ status, problems }: UpstreamClientError) =>
  problems.some(({ code }) => code === ALREADY_ENDED || (status === 404 && code === '10005'));

/** Ends the call, then tells what became of it. */
async function thenEnd({ context, call }: Run, done: string, ending: Ending): Promise<Ending> {
  await asFollowUp(`${nameOf(call)} ${done} It may go on: end it with hangup_call.`, () => hangUp(context, call));
  return ending;
}

/**
 * Ends the call where the step fails.
 *
 * @param done what the call has come to
 */
const orEnd = <Result>(
  { context, call }: Omit<Run, 'leg'>,
  done: (error: unknown) => string,
  step: () => Promise<Result>,
): Promise<Result> =>
  asFollowUp(async (error) => {
    const [end] = await Promise.allSettled([hangUp(context, call)]);
    const left =
      end.status === 'fulfilled'
        ? 'It has been ended.'
        : `It could not be ended: use hangup_call. It ends by itself ${call.limitSecs} s after the answer.`;
    return `${nameOf(call)} ${done(error)} ${left}`;
  }, step);

type Hangup = Partial<CallEvent>;

/** @param when what the end came before */
function endedEarly({ hangup_cause, hangup_source }: Hangup, when: string): Ending {
  const who = hangup_source === 'callee' ? 'The person hung up' : 'The call ended';
  return { outcome: 'ended_early', note: `Answered. ${hangup_cause === 'time_limit' ? 'The time limit ended the call' : who} ${when}.` };
}

const NO_ANSWER: Ending = { outcome: 'no_answer', note: 'Nobody answered. Nothing was said.' };

function notConnected({ hangup_cause = 'unspecified', sip_hangup_cause }: Hangup): Ending {
  switch (hangup_cause) {
    case 'timeout':
    case 'no_answer':
    case 'originator_cancel':
      return NO_ANSWER;
    case 'user_busy':
      return { outcome: 'busy', note: 'The line is busy. Nothing was said.' };
    case 'call_rejected':
      return { outcome: 'rejected', note: 'The call was rejected. Nothing was said.' };
    default: {
      const sip = sip_hangup_cause === undefined ? '' : `, SIP ${sip_hangup_cause}`;
      const next = hangup_cause === 'not_found' ? ' Check the number with lookup_number.' : '';
      return { outcome: 'failed', note: `The call was not connected (${hangup_cause}${sip}). Nothing was said.${next}` };
    }
  }
}
