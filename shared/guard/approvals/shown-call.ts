import { cutText, isRecord, withoutSecrets, withoutValues } from '../../platform/index.ts';
import { risksOf, type GuardedCall } from '../call.ts';
import { SEND_AT, sendTimeOf, type Facts, type Reason } from '../facts/index.ts';
import type { RecipientRow } from '../ledger/index.ts';
import { PARTY_ROLES, partiesOf } from '../parties.ts';
import type { Shown } from './shown.ts';

/** Arguments with URLs of what people see or hear. */
const MEDIA: readonly string[] = ['media_urls', 'media_url', 'audio_url'];

/** Characters of the words of one argument: more than any message has. */
const LONGEST_WORDS = 10_000;
/** Characters of any other argument. */
const LONGEST_VALUE = 1_000;
/** What a row can hold of the other arguments together. */
const LONGEST_OTHERS = 8_000;

/**
 * Makes what the page shows of a call: all of it, but for secrets and what is too long for a page, which says so.
 *
 * @param reasons why a person is asked
 * @param rows of the recipients, in their order
 */
export function shownOf(
  { tool, args: given, principal, clientName }: GuardedCall,
  facts: Facts,
  reasons: readonly Reason[],
  rows: readonly (RecipientRow | undefined)[] = [],
): Shown {
  const { counts, hides = [] } = tool.rules;
  const args = withoutValues(given, hides);
  const bought = partiesOf(tool.parties, args).bought;
  const words =
    tool.rules.said?.map(({ name, text }) => ({ name, text: shortened(withoutValues(text, hides), LONGEST_WORDS) })) ??
    tool.rules.words.flatMap((name) => wordsOf(name, args[name]));
  const isMessage = counts === 'messages' && facts.recipients.length > 0;
  const isCall = counts === 'calls' && facts.recipients.length > 0;
  // Of a block, the first number alone would look like all of it.
  const isOrder = counts === 'numbers' && bought.length > 0 && facts.amount <= bought.length;
  return {
    what: isMessage ? 'text' : isCall ? 'call' : isOrder ? 'order' : 'other',
    tool: tool.name,
    title: tool.title,
    risk: tool.risk,
    clientName,
    clientId: principal.clientId,
    recipients: facts.recipients.map(({ address, country, zones }, at) => {
      const row = rows[at];
      return { address, country, zones: [...zones], firstAt: row?.firstAt, lastAt: row?.recent.at(-1) ?? row?.firstAt };
    }),
    sender: facts.sender,
    words,
    media: MEDIA.flatMap((name) => textsIn(args[name])),
    sendAt: sendTimeOf(args),
    numbers: isOrder ? [...bought] : [],
    price: facts.price && { ...facts.price },
    newWebhookHosts: [...facts.newWebhookHosts],
    others: othersOf({ tool, args }, words),
    reasons: reasons.map(({ code, what }) => ({ code, what })),
    mayRepeat: (isMessage || isCall) && facts.recipients.length === 1 && !risksOf(tool).includes('purchase'),
  };
}

const wordsOf = (name: string, value: unknown) => (typeof value === 'string' ? [{ name, text: shortened(value, LONGEST_WORDS) }] : []);

const textsIn = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string');

const shortened = (text: string, most: number) =>
  text.length <= most ? text : `${cutText(text, most)} … (${text.length - most} more characters)`;

/** Arguments that the page shows in places of their own are not repeated. */
function othersOf({ tool, args }: Pick<GuardedCall, 'tool' | 'args'>, words: Shown['words']): Shown['others'] {
  const own = new Set([...MEDIA, ...SEND_AT, ...words.map(({ name }) => name), ...plainParties({ tool, args })]);
  let left = LONGEST_OTHERS;
  const shown = withoutSecrets(args);
  return Object.entries(isRecord(shown) ? shown : {}).flatMap(([name, value]) => {
    if (own.has(name) || value === undefined) return [];
    const text = JSON.stringify(value);
    const most = Math.max(0, Math.min(LONGEST_VALUE, left));
    // What is left out takes no room from the arguments behind it.
    left -= Math.min(text.length, most);
    return [{ name, value: shortened(text, most) }];
  });
}

/** Arguments that hold addresses and nothing more. Digits to dial, or a requirement of a number, are shown among the other arguments. */
function plainParties({ tool, args }: Pick<GuardedCall, 'tool' | 'args'>): readonly string[] {
  const { parties } = tool;
  if (parties === undefined || 'nobody' in parties || 'numbers' in parties) return [];
  const addresses = partiesOf(parties, args);
  return PARTY_ROLES.flatMap((role) => {
    const name = parties[role];
    if (name === undefined) return [];
    const given = [args[name]].flat().map((item: unknown) => addressAlone(item));
    return given.every((item) => item !== undefined && addresses[role].includes(item)) ? [name] : [];
  });
}

function addressAlone(item: unknown): string | undefined {
  if (typeof item === 'string') return item;
  if (typeof item !== 'object' || item === null || !('phone_number' in item)) return undefined;
  const others = Object.entries(item).some(([name, value]) => name !== 'phone_number' && value !== undefined);
  return others || typeof item.phone_number !== 'string' ? undefined : item.phone_number;
}
