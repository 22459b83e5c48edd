import { oneLine } from '../../platform/index.ts';
import { adviceForCode } from '../../telnyx/index.ts';
import type { Problem } from '../event/index.ts';
import { isUnconfirmed } from './delivery.ts';
import type { CallItem, CallStory, DeliveryState, NoteItem, TextItem } from './thread.ts';

/**
 * How far a message came, in one line: `delivered`, `failed: 40008 Undeliverable: The recipient carrier did not accept the message`.
 *
 * @returns `received` for a message from them
 */
export function stateWords({ from, state, each, problems }: TextItem): string {
  if (state === undefined) return from === 'them' ? 'received' : 'nothing is known of its delivery';
  const why = problems.map(problemWords).filter((words) => words !== '');
  const because = why.length > 0 && (state.stage === 'failed' || state.stage === 'unknown') ? `: ${why.join('; ')}` : '';
  if (each.length === 0) return wordsOf(state) + because;
  return each.map((one) => `${one.to === undefined ? '' : `${oneLine(one.to)}: `}${wordsOf(one.state)}`).join(', ') + because;
}

function wordsOf(state: DeliveryState): string {
  const { stage, status, final } = state;
  switch (stage) {
    case 'on its way':
      return status === 'scheduled' ? 'scheduled' : 'on its way';
    case 'sent':
      if (isUnconfirmed(state)) return 'sent, the carrier never confirmed the delivery';
      return final ? 'sent, no confirmation will come' : 'sent, not yet confirmed';
    case 'delivered':
    case 'read':
      return stage;
    case 'failed':
      return FAILED.get(status) ?? 'failed';
    case 'unknown':
      return status === 'unknown' || status === 'finalized' ? 'delivery not known' : `delivery not known (${oneLine(status)})`;
  }
}

/** States of a failure that say more than that it failed. */
const FAILED: ReadonlyMap<string, string> = new Map([
  ['sending_failed', 'failed, it was never sent'],
  ['expired', 'failed, it expired'],
  ['cancelled', 'cancelled'],
  ['canceled', 'cancelled'],
]);

/** `40008 Undeliverable: The recipient carrier did not accept the message`. A code without words is explained. */
function problemWords({ code, title, detail }: Problem): string {
  const known = title ?? detail;
  const words = known === undefined ? code && adviceForCode(code)?.text : [title, detail].filter((one) => one !== undefined).join(': ');
  return oneLine([code, words].filter(Boolean).join(' ')).replace(/\.$/, '');
}

/** What became of a call, in one line: `ended after 21 s: the other side hung up (normal_clearing, SIP 200)`, `busy (user_busy, SIP 486)`. */
export function outcomeWords(call: CallStory | CallItem): string {
  const { outcome } = call;
  switch (outcome) {
    case 'ringing':
    case 'in progress':
      return outcome;
    case 'answered':
      if (!('endedBy' in call)) return 'answered, and over';
      return `${after('ended', call)}: ${whoHungUp(call)}${causes(call)}`;
    case 'time limit':
      return `${after('ended', call)}: its time limit was reached${causes(call)}`;
    default:
      return WORDS[outcome] + causes(call);
  }
}

const WORDS: Readonly<Record<Exclude<CallItem['outcome'], 'ringing' | 'in progress' | 'answered' | 'time limit'>, string>> = {
  busy: 'busy',
  'no answer': 'nobody answered',
  declined: 'declined',
  cancelled: 'the caller gave up before anybody answered',
  'not in service': 'the number is not in service',
  failed: 'the call failed',
  unknown: 'ended, and why is not known',
};

const after = (word: string, call: CallStory | CallItem): string =>
  'seconds' in call && call.seconds !== undefined ? `${word} after ${call.seconds} s` : word;

/** `the other side hung up` */
export function whoHungUp({ endedBy: by, ...call }: CallStory): string {
  if (by !== 'caller' && by !== 'callee') return 'who hung up is not known';
  // Without a direction nobody knows which side is ours.
  if (call.direction === undefined) return by === 'caller' ? 'the caller hung up' : 'the called side hung up';
  return (by === 'caller') === (call.direction === 'outgoing') ? 'we hung up' : 'the other side hung up';
}

/** ` (user_busy, SIP 486)` */
function causes(call: CallStory | CallItem): string {
  if (!('cause' in call)) return '';
  const sip = call.sip === undefined || !/^\d{3}$/.test(call.sip) ? undefined : `SIP ${call.sip}`;
  const words = [call.cause, sip].filter((one) => one !== undefined).join(', ');
  return words === '' ? '' : ` (${oneLine(words)})`;
}

/** A note in one line: `fax.received: from +13125550111 to +13125550100, 2 pages`. */
export const noteWords = ({ type, text }: NoteItem): string => oneLine(text === '' ? type : `${type}: ${text}`);
