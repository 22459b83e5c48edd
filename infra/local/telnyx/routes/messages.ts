import { bodyOf } from '../bodies.ts';
import { refuse } from '../errors.ts';
import { listReply } from '../list.ts';
import type { Call, Routes } from '../operation.ts';
import { data, found, getRow } from '../operation.ts';
import type { Account } from '../state/account.ts';
import { charge } from '../state/account.ts';
import { checkReference } from '../state/references.ts';
import { countryOf, isCountry } from '../state/countries.ts';
import { cancelMessage, costOf, isBlocked, RETENTION_MS, sendMessage } from '../state/message.ts';
import type { MessagingProfile } from '../state/messaging-profile.ts';
import { createProfile, isLimitReached } from '../state/messaging-profile.ts';
import { isRegistered, isVerified } from '../state/registration.ts';
import { change } from '../state/row.ts';
import { tariff } from '../state/money.ts';
import { encodeText, fitsGsm7 } from '../state/text-encoding.ts';

const MINUTE_MS = 60_000;
const MAX_PARTS = 10;
const MAX_MEDIA = 10;
const ALPHANUMERIC = /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/;

interface Sender {
  readonly from: string;
  readonly profile: MessagingProfile;
}

/** What sends with a profile of its own: a number that has texting, one that another provider has, or a short code. */
function ownSender({ numbers, hostedNumbers, shortCodes }: Account, from: string): { status?: string; profileId: unknown } | undefined {
  for (const { row, offer } of numbers.values())
    if (row.phone_number === from && offer.features.includes('sms')) return { status: row.status, profileId: row.messaging_profile_id };
  for (const row of shortCodes.values()) if (row['short_code'] === from) return { profileId: row['messaging_profile_id'] };
  const hosted = hostedNumbers.get(from);
  return hosted && { profileId: hosted.messaging_profile_id };
}

/** A sender of the account; its own profile applies, and a requested one must be that one. */
function fromNumber({ account }: Call, from: string, requested: MessagingProfile | undefined): Sender {
  const own = ownSender(account, from);
  const profile = account.profiles.get(String(own?.profileId));
  if (!own || !profile || (requested && requested !== profile)) throw refuse(400, '40305', '/from');
  if (own.status !== undefined && own.status !== 'active') throw refuse(400, '40320', '/from');
  return { from, profile };
}

/** Any active number of the profile: the number pool. */
function fromPool({ account }: Call, profile: MessagingProfile): Sender {
  for (const { row } of account.numbers.values())
    if (row.messaging_profile_id === profile.id && row.status === 'active') return { from: row.phone_number, profile };
  throw refuse(400, '40321', '/messaging_profile_id');
}

/**
 * Who sends: an owned number (+E.164 or short code), an alphanumeric sender with a profile, or the profile's number pool.
 *
 * @throws {@link TelnyxError} 422 where the profile is missing or unknown, 400 (40305, 40320, 40321) where the sender cannot be used, 409
 *   (40312) where the profile is disabled
 */
function resolveSender(call: Call, from: string | undefined, profileId: string | undefined): Sender {
  const requested = profileId === undefined ? undefined : call.account.profiles.get(profileId);
  if (profileId !== undefined && !requested) throw refuse(422, '10017', '/messaging_profile_id');
  const choose = (): Sender => {
    if (from !== undefined && !ALPHANUMERIC.test(from)) return fromNumber(call, from, requested);
    if (!requested) throw refuse(422, '10004', '/messaging_profile_id', "A messaging profile is required without a 'from' number.");
    return from === undefined ? fromPool(call, requested) : { from, profile: requested };
  };
  const sender = choose();
  if (!sender.profile.enabled) throw refuse(409, '40312', '/messaging_profile_id');
  return sender;
}

const quoted = (number: string) => `'${number}'`;

/** The USA, Canada and Puerto Rico, which take no alphanumeric senders. */
const NUMBERS_ONLY: readonly string[] = ['US', 'CA', 'PR'];

/**
 * @throws {@link TelnyxError} where the sender may not send this to that person: 400 (40301, 40308, 40309, 40310), 403 (10039 for trial
 *   accounts), 409 (40300 after STOP), 429 (40333 at the spend limit)
 */
function checkRecipient(call: Call, { from, profile }: Sender, to: string, type: 'SMS' | 'MMS'): string {
  const { account, now } = call;
  const country = countryOf(to.startsWith('+') ? to : from);
  if (country === undefined) throw refuse(400, '40310', '/to');
  const allowed = profile.whitelisted_destinations;
  if (!allowed.includes('*') && !allowed.includes(country))
    throw refuse(400, '40309', '/to', `The destination region '${country}' is not whitelisted on the messaging profile.`);
  if (ALPHANUMERIC.test(from)) {
    if (type === 'MMS') throw refuse(400, '40308', '/from');
    if (NUMBERS_ONLY.includes(country)) throw refuse(400, '40301', '/from', `Alphanumeric senders cannot send to ${country}.`);
  }
  checkReach(call, from, country);
  const { level, verifiedNumbers } = account.standing;
  if (level === 'trial' && !verifiedNumbers.includes(to)) throw refuse(403, '10039');
  if (isBlocked(account, profile, to))
    throw refuse(409, '40300', undefined, `Messages cannot be sent from ${quoted(from)} to ${quoted(to)} due to an existing block rule.`);
  if (isLimitReached(account, profile, now)) throw refuse(429, '40333');
  return country;
}

const TOLL_FREE = /^\+18(00|33|44|55|66|77|88)/;

/**
 * @throws {@link TelnyxError} 400 where the number cannot reach that country (40301), or is a toll-free number that was not verified (40329)
 */
function checkReach({ account }: Call, from: string, country: string): void {
  if (ALPHANUMERIC.test(from)) return;
  const isAmerican = (one: string) => one === 'US' || one === 'CA';
  const isShortCode = !from.startsWith('+');
  const own = countryOf(from) ?? 'US';
  const isAbroad = own !== country && (isShortCode || !isAmerican(own) || !isAmerican(country));
  const isDomestic = isShortCode || !isAmerican(own) || TOLL_FREE.test(from);
  if (isAbroad && isDomestic) throw refuse(400, '40301', '/to', `${quoted(from)} cannot send to ${country}.`);
  if (TOLL_FREE.test(from) && isAmerican(country) && !isVerified(account, from)) throw refuse(400, '40329', '/from');
}

/** Numbers of landlines, where their digits tell: in Great Britain, Germany, France, Australia and Italy. */
const LANDLINE = /^\+(44[12]|49[2-9]|33[1-5]|61[2378]|390)/;

/** Why a carrier does not deliver: to a landline; in the USA, from a long code that is on no approved 10DLC campaign. */
function rejectionOf({ account }: Call, from: string, to: string, country: string): string | undefined {
  if (LANDLINE.test(to)) return '40001';
  const isLongCode = from.startsWith('+1') && !TOLL_FREE.test(from);
  return isLongCode && country === 'US' && !isRegistered(account, from) ? '40010' : undefined;
}

/** When the message leaves: now, or at `send_at`, which must lie 5 minutes to 5 days ahead. */
function dueTime(sendAt: string | null | undefined, now: number): number {
  if (sendAt === undefined || sendAt === null) return now;
  const due = Date.parse(sendAt);
  if (due < now + 5 * MINUTE_MS || due > now + 5 * 24 * 60 * MINUTE_MS)
    throw refuse(422, '10015', '/send_at', 'The message can be scheduled 5 minutes to 5 days ahead.');
  return due;
}

function send(call: Call) {
  const { account, now } = call;
  const body = bodyOf(call, 'POST /messages');
  const { to, text = '', media_urls: mediaUrls = [], encoding = 'auto', use_profile_webhooks: fromProfile = true } = body;
  if (text === '' && mediaUrls.length === 0) throw refuse(400, '40316');
  if (body.type === 'SMS' && text === '') throw refuse(400, '40304', '/text');
  if (body.type === 'MMS' && mediaUrls.length === 0 && !body.subject) throw refuse(400, '40304', '/media_urls');
  if (mediaUrls.length > MAX_MEDIA) throw refuse(400, '40317', '/media_urls');
  const dueAt = dueTime(body.send_at, now);
  const type = mediaUrls.length > 0 || body.type === 'MMS' ? 'MMS' : 'SMS';
  const sender = resolveSender(call, body.from, body.messaging_profile_id);
  const { from, profile } = sender;
  const country = checkRecipient(call, sender, to, type);
  if (encoding === 'gsm7' && !fitsGsm7(text))
    throw refuse(422, '10015', '/encoding', 'The text has characters that the GSM-7 alphabet lacks.');
  const measured = encodeText(text, encoding);
  const encoded = type === 'MMS' ? { ...measured, parts: 1 } : measured;
  if (encoded.parts > MAX_PARTS) throw refuse(400, '40302', '/text');
  const price = tariff(type, country);
  charge(account, costOf(price, encoded));
  const plan = {
    ...{ type, from, to, text, mediaUrls, encoded, profile, price, subject: body.subject, rejection: rejectionOf(call, from, to, country) },
    webhookUrl: body.webhook_url ?? (fromProfile ? profile.webhook_url : null),
    webhookFailoverUrl: body.webhook_failover_url ?? (fromProfile ? profile.webhook_failover_url : null),
    usesProfileWebhooks: fromProfile,
  };
  return data(sendMessage(account, plan, now, dueAt));
}

function messageOf({ account, now, param }: Call) {
  const message = account.messages.get(param('id'));
  return found(message && now - Date.parse(message.received_at) <= RETENTION_MS ? message : undefined);
}

/** The message itself, in no envelope. */
function cancel(call: Call) {
  const message = messageOf(call);
  if (!cancelMessage(call.account, message, call.now))
    throw refuse(403, '10010', undefined, 'Only scheduled messages that leave in more than a minute can be cancelled.');
  return { status: 200, body: message };
}

/** The settings of a profile, where they refer to countries and an assistant that exist. */
function profileSettings(call: Call, operation: 'POST /messaging_profiles' | 'PATCH /messaging_profiles/{id}') {
  const settings = bodyOf(call, operation);
  const unknown = settings.whitelisted_destinations?.find((country) => country !== '*' && !isCountry(country));
  if (unknown !== undefined) throw refuse(422, '10027', '/whitelisted_destinations', `'${unknown}' is no country.`);
  checkReference(call.account.assistants, settings.ai_assistant_id, '/ai_assistant_id');
  return settings;
}

export const messagingRoutes: Routes = {
  'POST /messages': send,
  'GET /messages/{id}': (call) => data(messageOf(call)),
  'DELETE /messages/{id}': cancel,
  'GET /messaging_profiles': (call) => listReply(call, call.account.profiles.values(), '-created_at'),
  'POST /messaging_profiles': (call) => data(createProfile(call.account, profileSettings(call, 'POST /messaging_profiles'), call.now)),
  'GET /messaging_profiles/{id}': getRow(({ profiles }) => profiles),
  'PATCH /messaging_profiles/{id}': (call) => {
    const profile = found(call.account.profiles.get(call.param('id')));
    return data(change(profile, profileSettings(call, 'PATCH /messaging_profiles/{id}'), call.now));
  },
};
