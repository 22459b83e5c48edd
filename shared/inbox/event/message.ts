import { isRecord } from '../../platform/index.ts';
import type { Envelope } from './envelope.ts';
import type { MessageEvent, Problem } from './event.ts';
import { costOf, firstTime, listOf, member, partiesOf, partyOf, sentenceOf, textOf, wordOf } from './members.ts';
import { mediaOf, wordsOf } from './message-body.ts';

/** Names of events that tell of messages of ours. Where a body names no direction, they do. */
const OF_OURS: ReadonlySet<string> = new Set(['sent', 'finalized', 'read', 'echo', 'queued', 'sending', 'delivered', 'failed']);

export function readMessage(type: string, { at, payload }: Envelope): MessageEvent {
  const direction = directionOf(type, payload);
  const outbound = direction === 'outbound';
  const from = partyOf(member(payload, 'from'));
  const to = member(payload, 'to');
  const own = outbound ? from : ownOf(to);
  const ends = [from, ...partiesOf(to), ...partiesOf(member(payload, 'cc'))];
  const received = firstTime(payload, 'received_at');
  const cost = member(payload, 'cost');
  return {
    kind: 'message',
    type,
    at,
    messageId: wordOf(member(payload, 'id', 'sms_id', 'message_id')),
    direction,
    own,
    others: [...new Set(ends.filter((end) => end !== undefined && end !== own) as string[])].sort(),
    from,
    profileId: wordOf(member(payload, 'messaging_profile_id')),
    channel: wordOf(member(payload, 'type')),
    text: wordsOf(payload),
    subject: textOf(member(payload, 'subject')),
    media: mediaOf(payload),
    statuses: statusesOf(to, payload),
    problems: listOf(member(payload, 'errors')).flatMap((item) => problemOf(item) ?? []),
    cost: isRecord(cost) ? costOf(member(cost, 'amount'), member(cost, 'currency')) : costOf(cost, member(payload, 'currency')),
    keyword: wordOf(member(payload, 'autoresponse_type'))?.toUpperCase(),
    groupId: wordOf(member(payload, 'group_message_id')),
    standsAt: (outbound ? (firstTime(payload, 'sent_at') ?? received) : received) ?? at,
  };
}

function directionOf(type: string, payload: unknown): 'inbound' | 'outbound' {
  const word = wordOf(member(payload, 'direction')) ?? '';
  if (/^in/i.test(word)) return 'inbound';
  return /^out/i.test(word) || OF_OURS.has(type.slice('message.'.length)) ? 'outbound' : 'inbound';
}

/** Whom a message was sent to, of us: whoever Telnyx says it brought it to, else the first. */
function ownOf(to: unknown): string | undefined {
  const items = listOf(to).filter((item) => partyOf(item) !== undefined);
  return partyOf(items.find((item) => member(item, 'status') === 'webhook_delivered') ?? items[0]);
}

function statusesOf(to: unknown, payload: unknown): MessageEvent['statuses'] {
  const each = listOf(to).flatMap((item) => {
    const status = wordOf(member(item, 'status'));
    return status === undefined ? [] : [{ to: partyOf(item), status }];
  });
  const status = wordOf(member(payload, 'status'));
  return each.length > 0 || status === undefined ? each : [{ to: partyOf(to), status }];
}

function problemOf(item: unknown): Problem | undefined {
  if (typeof item === 'string' || typeof item === 'number') return { code: undefined, title: sentenceOf(item), detail: undefined };
  const code = wordOf(member(item, 'code'));
  const title = sentenceOf(member(item, 'title'));
  const detail = sentenceOf(member(item, 'detail', 'message', 'description'));
  return code === undefined && title === undefined && detail === undefined ? undefined : { code, title, detail };
}
