import { isRecord } from '../../platform/index.ts';
import type { Envelope } from './envelope.ts';
import { member, wordOf } from './members.ts';

/** Names of version 1 have underscores alone: `call_machine_detection_ended`. */
const VERSION_1 = /^(?:call|message|fax|conference)_[a-z_]{1,100}$/;

/** Words of version 2 that have an underscore themselves. */
const UNDERSCORED = /\b(ai|conversation|message)\.(gather|insights|history)\b/g;

const asVersion2 = (name: string): string => name.replaceAll('_', '.').replaceAll(UNDERSCORED, '$1_$2');

/** @returns the event's name as version 2 writes it; where the body has none, one that its members tell */
export function eventName({ name, payload }: Envelope): string {
  if (name !== undefined) return VERSION_1.test(name) ? asVersion2(name) : name;
  if (isText(payload)) return textName(payload);
  if (member(payload, 'campaignId', 'campaign_id') !== undefined) return '10dlc.campaign.update';
  const record = wordOf(member(payload, 'record_type'));
  return record === undefined || record === 'event' ? 'unnamed' : record;
}

/** A message without a name, as in version 1. */
const isText = (payload: unknown): boolean =>
  isRecord(payload) &&
  (member(payload, 'sms_id') !== undefined ||
    member(payload, 'record_type') === 'message' ||
    (['from', 'to'].every((name) => member(payload, name) !== undefined) && member(payload, 'text', 'body') !== undefined));

const ON_ITS_WAY: ReadonlySet<string | undefined> = new Set([undefined, 'queued', 'sending', 'sent']);

function textName(payload: unknown): string {
  const outbound = wordOf(member(payload, 'direction'))?.startsWith('out') === true;
  if (!outbound) return 'message.received';
  return ON_ITS_WAY.has(wordOf(member(payload, 'status'))) ? 'message.sent' : 'message.finalized';
}
