import { bodyOf } from '../bodies.ts';
import { refuse } from '../errors.ts';
import { listReply } from '../list.ts';
import type { Call, Routes } from '../operation.ts';
import { data, found, getRow } from '../operation.ts';
import { charge, numberByPhone } from '../state/account.ts';
import { countryOf } from '../state/countries.ts';
import { costOf, RETENTION_MS, sendMessage } from '../state/message.ts';
import type { MessagingProfile } from '../state/messaging-profile.ts';
import { createProfile } from '../state/messaging-profile.ts';
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

/** A number of the account; its own profile applies, and a requested one must be that one. */
function fromNumber({ account }: Call, from: string, requested: MessagingProfile | undefined): Sender {
  const number = numberByPhone(account, from)?.row;
  const profile = account.profiles.get(number?.messaging_profile_id ?? '');
  if (!number || !profile || (requested && requested !== profile)) throw refuse(400, '40305', '/from');
  if (number.status !== 'active') throw refuse(400, '40320', '/from');
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
  if (mediaUrls.length > MAX_MEDIA) throw refuse(400, '40317', '/media_urls');
  const dueAt = dueTime(body.send_at, now);
  const { from, profile } = resolveSender(call, body.from, body.messaging_profile_id);
  const country = countryOf(to.startsWith('+') ? to : from);
  if (country === undefined) throw refuse(400, '40310', '/to');
  const allowed = profile.whitelisted_destinations;
  if (!allowed.includes('*') && !allowed.includes(country))
    throw refuse(400, '40309', '/to', `The destination region '${country}' is not whitelisted on the messaging profile.`);
  if (encoding === 'gsm7' && !fitsGsm7(text))
    throw refuse(422, '10015', '/encoding', 'The text has characters that the GSM-7 alphabet lacks.');
  const type = mediaUrls.length > 0 || body.type === 'MMS' ? 'MMS' : 'SMS';
  const measured = encodeText(text, encoding);
  const encoded = type === 'MMS' ? { ...measured, parts: 1 } : measured;
  if (encoded.parts > MAX_PARTS) throw refuse(400, '40302', '/text');
  const price = tariff(type, country);
  charge(account, costOf(price, encoded));
  const plan = {
    ...{ type, from, to, text, mediaUrls, encoded, profile, price, subject: body.subject },
    webhookUrl: body.webhook_url ?? (fromProfile ? profile.webhook_url : null),
    webhookFailoverUrl: body.webhook_failover_url ?? (fromProfile ? profile.webhook_failover_url : null),
  };
  return data(sendMessage(account, plan, now, dueAt));
}

export const messagingRoutes: Routes = {
  'POST /messages': send,
  'GET /messages/{id}': ({ account, now, param }) => {
    const message = account.messages.get(param('id'));
    return data(found(message && now - Date.parse(message.received_at) <= RETENTION_MS ? message : undefined));
  },
  'GET /messaging_profiles': (call) => listReply(call, call.account.profiles.values(), '-created_at'),
  'POST /messaging_profiles': (call) => data(createProfile(call.account, bodyOf(call, 'POST /messaging_profiles'), call.now)),
  'GET /messaging_profiles/{id}': getRow(({ profiles }) => profiles),
  'PATCH /messaging_profiles/{id}': (call) => {
    const profile = found(call.account.profiles.get(call.param('id')));
    return data(change(profile, bodyOf(call, 'PATCH /messaging_profiles/{id}'), call.now));
  },
};
