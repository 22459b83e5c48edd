import { isRecord } from '../../platform/index.ts';
import type { Envelope } from './envelope.ts';
import type { OtherEvent } from './event.ts';
import { listOf, member, numberOf, partiesOf, partyOf, sentenceOf, wordOf } from './members.ts';

/** Ids of what an event may be about, the most particular first. */
const TOPICS = [
  'fax_id',
  'campaignId',
  'campaign_id',
  'brandId',
  'brand_id',
  'message_id',
  'verification_request_id',
  'order_id',
  'id',
  'phoneNumber',
] as const;

export function readOther(type: string, { at, payload }: Envelope): OtherEvent {
  return { kind: 'other', type, at, topicId: wordOf(member(payload, ...TOPICS)), summary: summaryOf(type, payload) };
}

/** Numbers and reasons that one line names. */
const MOST = 5;

/** UTF-16 units. */
const LONGEST_LINE = 300;

function summaryOf(type: string, payload: unknown): string {
  if (!isRecord(payload)) return sentenceOf(payload, LONGEST_LINE) ?? '';
  const parts = type === 'link_clicked' ? [clickOf(payload)] : [endsOf(payload), pagesOf(payload), stateOf(payload), namesOf(payload)];
  return sentenceOf(parts.filter((part) => part !== undefined).join(', '), LONGEST_LINE) ?? '';
}

function clickOf(payload: unknown): string {
  const url = sentenceOf(member(payload, 'url'), LONGEST_LINE);
  return `${partyOf(member(payload, 'to')) ?? 'somebody'} opened ${url ?? 'a link'}`;
}

function endsOf(payload: unknown): string | undefined {
  const from = partyOf(member(payload, 'from'));
  const to = partyOf(member(payload, 'to'));
  return [from && `from ${from}`, to && `to ${to}`].filter(Boolean).join(' ') || undefined;
}

function pagesOf(payload: unknown): string | undefined {
  const pages = numberOf(member(payload, 'page_count'));
  if (pages === undefined) return undefined;
  return pages === 1 ? '1 page' : `${pages} pages`;
}

/** `REJECTED (MNO_REVIEW): Sample messages do not match the use case.` */
function stateOf(payload: unknown): string | undefined {
  const status = wordOf(member(payload, 'status', 'verificationStatus', 'verification_status', 'state'));
  const type = wordOf(member(payload, 'type'));
  const head = [status, type && `(${type})`].filter(Boolean).join(' ');
  const reasons = ['description', 'failure_reason', 'reason', 'reasons', 'errors']
    .flatMap((name) => listOf(member(payload, name)))
    .slice(0, MOST)
    .flatMap((one) => sentenceOf(isRecord(one) ? member(one, 'description', 'detail', 'title', 'reason') : one) ?? []);
  return [head, [...new Set(reasons)].join(' ')].filter(Boolean).join(': ') || undefined;
}

function namesOf(payload: unknown): string | undefined {
  const numbers = partiesOf(member(payload, 'phone_numbers', 'phoneNumbers', 'phoneNumber', 'phone_number'));
  const more = numbers.length > MOST ? ` and ${numbers.length - MOST} more` : '';
  return numbers.length === 0 ? undefined : numbers.slice(0, MOST).join(', ') + more;
}
