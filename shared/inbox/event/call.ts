import { isRecord } from '../../platform/index.ts';
import type { Envelope } from './envelope.ts';
import type { CallEvent } from './event.ts';
import { costOf, firstTime, listOf, member, numberOf, partyOf, sentenceOf, textOf, wordOf } from './members.ts';

export const nameOfCall = (type: string): string => (type.startsWith('call.') ? type.slice('call.'.length) : type);

/** Plain and premium detection tell who answered. The end of a greeting tells something else. */
const DETECTED = /^machine\.(?:premium\.)?detection\.ended$/;

export function readCall(type: string, { at, payload }: Envelope): CallEvent {
  const name = nameOfCall(type);
  const result = wordOf(member(payload, 'result'));
  const detects = DETECTED.test(name);
  return {
    kind: 'call',
    type,
    at,
    name,
    callControlId: wordOf(member(payload, 'call_control_id')),
    legId: wordOf(member(payload, 'call_leg_id')),
    sessionId: wordOf(member(payload, 'call_session_id')),
    direction: callDirection(wordOf(member(payload, 'direction'))),
    from: partyOf(member(payload, 'from')),
    to: partyOf(member(payload, 'to')),
    startedAt: firstTime(payload, 'start_time', 'started_at'),
    endedAt: firstTime(payload, 'end_time', 'ended_at'),
    hangup: name === 'hangup' ? hangupOf(payload) : undefined,
    answeredBy: detects ? result : undefined,
    digits: wordOf(member(payload, 'digit', 'digits')),
    said: saidOf(payload),
    recording: recordingOf(payload),
    cost: costOf(member(payload, 'total_cost'), currencyOf(payload)),
    conversationSeconds: numberOf(member(payload, 'duration_sec')),
    status: wordOf(member(payload, 'status')) ?? (detects ? undefined : result),
    detail: detailOf(payload),
  };
}

/** `inbound`, `outbound-api` and `outbound-dial` are TeXML's words. */
export function callDirection(word: string | undefined): CallEvent['direction'] {
  if (word === undefined) return undefined;
  if (/^in/i.test(word)) return 'incoming';
  return /^out/i.test(word) ? 'outgoing' : undefined;
}

const hangupOf = (payload: unknown): CallEvent['hangup'] => ({
  cause: wordOf(member(payload, 'hangup_cause')),
  source: wordOf(member(payload, 'hangup_source')),
  sip: wordOf(member(payload, 'sip_hangup_cause')),
});

function saidOf(payload: unknown): CallEvent['said'] {
  const data = member(payload, 'transcription_data');
  const text = textOf(member(data, 'transcript')) ?? textOf(member(payload, 'transcription_text'));
  if (text === undefined) return undefined;
  return { text, final: !isFalse(member(data, 'is_final')), track: wordOf(member(data, 'transcription_track')) };
}

/** A piece that does not say whether it is final is kept: otherwise nothing might be left of what was said. */
const isFalse = (value: unknown): boolean => value === false || value === 'false';

/** Whether it is a first guess of what is being said, which a later event replaces: there may be several a second. */
export const isInterim = (event: { readonly kind: string; readonly said?: CallEvent['said'] }): boolean =>
  event.kind === 'call' && event.said?.final === false;

/** Links that keep working come first; the others work for some minutes. */
function recordingOf(payload: unknown): CallEvent['recording'] {
  const id = wordOf(member(payload, 'recording_id'));
  const open = linkIn(member(payload, 'public_recording_urls'));
  const url = open ?? linkIn(member(payload, 'recording_urls'));
  return id === undefined && url === undefined ? undefined : { id, url, isPublic: open !== undefined };
}

/** A link in `{mp3, wav}`, in a list, or as it is. */
const linkIn = (value: unknown): string | undefined =>
  textOf(isRecord(value) ? (member(value, 'mp3', 'wav') ?? Object.values(value).find((one) => typeof one === 'string')) : listOf(value)[0]);

const currencyOf = (payload: unknown): unknown =>
  member(payload, 'currency') ??
  listOf(member(payload, 'cost_parts'))
    .map((part) => member(part, 'currency'))
    .find((one) => one !== undefined);

/** At most so many parts of a list stand in a line. */
const MOST_PARTS = 10;

function detailOf(payload: unknown): string | undefined {
  const parts = listOf(member(payload, 'cost_parts'))
    .slice(0, MOST_PARTS)
    .flatMap((part) => {
      const cost = costOf(member(part, 'cost'), member(part, 'currency'));
      return cost === undefined ? [] : [`${wordOf(member(part, 'call_part')) ?? 'part'} ${cost.amount} ${cost.currency}`];
    });
  const result = member(payload, 'result');
  const told = [
    parts.join(', ') || undefined,
    sentenceOf(member(payload, 'failure_reason', 'reason', 'error', 'telnyx_error')),
    isRecord(result) ? membersOf(result) : undefined,
    ...listOf(member(payload, 'results'))
      .slice(0, MOST_PARTS)
      .map((one) => sentenceOf(member(one, 'result')) ?? membersOf(member(one, 'result'))),
  ].filter((one) => one !== undefined);
  return sentenceOf(told.join('; '), 1000);
}

/** What an assistant found out: `name: Ann, people: 4`. */
function membersOf(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const parts: string[] = [];
  for (const name of Object.keys(value).slice(0, MOST_PARTS)) {
    const text = sentenceOf(value[name]) ?? (typeof value[name] === 'boolean' ? String(value[name]) : undefined);
    if (text !== undefined) parts.push(`${oneWord(name)}: ${text}`);
  }
  return parts.join(', ') || undefined;
}

const oneWord = (name: string): string => wordOf(name) ?? '';
