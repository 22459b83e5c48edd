import { loadNumberPlan, type GuardSettings } from '../../platform/index.ts';
import type { Account } from '../account.ts';
import { risksOf, type GuardedCall, type Kind } from '../call.ts';
import { partiesOf } from '../parties.ts';
import { addressReasons } from './address-reasons.ts';
import { foreignReasons, ownCountries } from './countries.ts';
import type { Facts, Reason } from './facts.ts';
import { priceOf } from './order-price.ts';
import { quietReason } from './quiet-hours.ts';
import { isSip, numberOf, reach, type Reached } from './reached.ts';
import { hostRefusal, refusalOf, senderRefusal } from './refusals.ts';
import { liftedReasons, newHosts, redirectReasons } from './settings-changed.ts';

export interface FactsContext {
  readonly settings: GuardSettings;
  readonly account: Account;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Host of this server, to which events may always go. */
  readonly ownHost: string;
}

/**
 * Finds all that is true of a call before any row is read. Asks Telnyx only for what the call needs and nobody has asked in the last minutes.
 *
 * @throws the errors of Telnyx, where the account cannot be read
 */
export async function factsOf(call: GuardedCall, context: FactsContext): Promise<Facts> {
  const { tool, args } = call;
  const { settings, account } = context;
  const { to, from, bought } = partiesOf(tool.parties, args);
  const [sender] = from;
  const reached = await reachedBy(to);
  const known = {
    recipients: reached.map(({ recipient }) => recipient),
    sender,
    amount: tool.rules.amount ?? Math.max(1, tool.rules.counts === 'numbers' ? bought.length : to.length),
  };
  const none = { price: undefined, newWebhookHosts: [], reasons: [] };
  const [refusal] = reached.flatMap((one) => refusalOf(tool.rules.counts, one, settings) ?? []);
  if (refusal) return { ...known, ...none, refusal };

  const own = ownCountries(account);
  const [stranger, { owned, profileId }, elsewhere, lifted, newWebhookHosts, order] = await Promise.all([
    notOwned(from.slice(1), tool.rules.counts, account),
    senderFacts(call, sender, account),
    foreignReasons(reached, settings, own),
    liftedReasons(call, settings, own),
    newHosts(call, context),
    isWithinLimits(bought, settings) ? priceOf(bought, known.amount, account) : undefined,
  ]);
  const notOurs = owned ? stranger : sender;
  if (notOurs !== undefined) return { ...known, ...none, refusal: senderRefusal(tool.rules.counts, notOurs) };
  const [strange] = tool.rules.receivers === undefined ? [] : newWebhookHosts;
  if (strange !== undefined) return { ...known, ...none, refusal: hostRefusal(tool.rules.counts, strange) };
  const reasons = [
    ...reached.flatMap((one) => addressReasons(one, settings)),
    ...elsewhere,
    ...nightReasons(call, reached, context),
    ...newWebhookHosts.map((host): Reason => ({ code: 'webhook_host', what: `it would send events to a new host: ${host}` })),
    ...redirectReasons(call),
    ...lifted,
    ...(order?.reasons ?? []),
    ...(risksOf(tool).includes('purchase') && bought.length === 0 ? [PRICE_UNKNOWN] : []),
    ...(tool.rules.states === true ? [STATEMENT] : []),
  ];
  return { ...known, profileId, price: order?.price, knownCents: order?.knownCents, newWebhookHosts, refusal: undefined, reasons };
}

const PRICE_UNKNOWN: Reason = { code: 'price_unknown', what: 'its price is not known in advance' };
const STATEMENT: Reason = { code: 'statement', what: 'it states or signs something in your name' };

async function reachedBy(addresses: readonly string[]): Promise<Reached[]> {
  if (addresses.length === 0) return [];
  const planOf = await loadNumberPlan();
  return addresses.map((address) => reach(address, planOf));
}

/** An order beyond the limits is refused anyway: nobody makes this server ask for fifty prices again and again. */
function isWithinLimits(bought: readonly string[], { limits: { numbers } }: GuardSettings): boolean {
  const limits = [numbers.person, numbers.all].flatMap(({ minute = Infinity, day = Infinity }) => [minute, day]);
  return bought.length > 0 && limits.every((limit) => bought.length <= limit);
}

/** Whether the account may send from this sender, and by which messaging profile a text then goes. */
async function senderFacts({ tool, args }: GuardedCall, sender: string | undefined, account: Account) {
  const named = typeof args['messaging_profile_id'] === 'string' ? args['messaging_profile_id'].toLowerCase() : undefined;
  const isText = tool.rules.counts === 'messages';
  const known = sender === undefined ? undefined : ownable(sender, tool.rules.counts);
  if (sender === undefined || known === undefined) return { owned: true, profileId: isText ? named : undefined };
  const owned = await account.owns(known);
  if (!owned || !isText) return { owned, profileId: undefined };
  const own = await account.profileOf(sender);
  // Telnyx refuses a number of another profile. Until it does, it is not known by which of the two the text goes.
  const isEither = named !== undefined && own !== undefined && named !== own;
  return { owned, profileId: isEither ? undefined : (named ?? own) };
}

/** Of a fallback, or of a transfer in the settings. One that is not known is asked about: the first that is not ours ends it. */
async function notOwned(senders: readonly string[], kind: Kind, account: Account): Promise<string | undefined> {
  for (const sender of senders) {
    const known = ownable(sender, kind);
    if (known !== undefined && !(await account.owns(known))) return sender;
  }
  return undefined;
}

/**
 * What of a sender the account must own. Undefined for what Telnyx alone knows: an alphanumeric sender, which no call has, and a SIP address
 * without a number.
 */
function ownable(sender: string, kind: Kind): string | undefined {
  if (isSip(sender)) return numberOf(sender) ?? (LOCAL_NUMBER.test(sender) ? sender : undefined);
  return kind !== 'calls' && isName(sender) ? undefined : sender;
}

/** Nobody can tell whose number it is without its country. An extension is shorter. */
const LOCAL_NUMBER = /^sips?:[\d().-]{7,20}@/;
const isName = (sender: string) => /[A-Za-z]/.test(sender) && !/[+:@]/.test(sender);

/** Arguments with the time at which a message or call goes out. */
export const SEND_AT: readonly string[] = ['send_at', 'scheduled_at_fixed_datetime'];

/** @returns the time at which a call of these arguments goes out, as it is written; undefined: now */
export const sendTimeOf = (args: GuardedCall['args']): string | undefined =>
  SEND_AT.map((name) => args[name]).find((value) => typeof value === 'string');

/** What is scheduled is judged at its time. */
function nightReasons({ tool, args }: GuardedCall, reached: readonly Reached[], { settings, now }: FactsContext): Reason[] {
  const { counts } = tool.rules;
  const hours = counts === 'calls' ? settings.quietHours : counts === 'messages' ? settings.quietHoursMessages : undefined;
  if (!hours) return [];
  const given = sendTimeOf(args);
  const sendAt = given === undefined ? NaN : Date.parse(given);
  // A time that is over is now.
  const isLater = sendAt > now;
  return reached.flatMap((one) => quietReason(one, hours, isLater ? sendAt : now, isLater) ?? []);
}
