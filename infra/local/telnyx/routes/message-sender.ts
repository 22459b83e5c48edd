import { refuse } from '../errors.ts';
import type { Call } from '../operation.ts';
import type { Account } from '../state/account.ts';
import { numberByPhone } from '../state/account.ts';
import type { MessagingProfile } from '../state/messaging-profile.ts';
import { numberStatus } from '../state/owned-number.ts';

export const SHORT_CODE = /^\d{3,8}$/;
const ALPHANUMERIC = /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/;

interface Sender {
  readonly from: string;
  readonly profile: MessagingProfile;
}

function requestedProfile(account: Account, id: string | undefined): MessagingProfile | undefined {
  if (id === undefined) return undefined;
  const profile = account.profiles.get(id);
  if (!profile) throw refuse(422, '10017', '/messaging_profile_id');
  return profile;
}

/** A number of the account; its own profile applies, and a requested one must be that one. */
function fromNumber({ account, now }: Call, from: string, requested: MessagingProfile | undefined): Sender {
  const number = numberByPhone(account, from);
  const profile = number?.messagingProfileId ? account.profiles.get(number.messagingProfileId) : undefined;
  if (!number || !profile || (requested && requested !== profile)) throw refuse(400, '40305', '/from');
  if (numberStatus(number, now) !== 'active') throw refuse(400, '40320', '/from');
  return { from, profile };
}

/** Any active number of the profile: the number pool. */
function fromPool({ account, now }: Call, profile: MessagingProfile): Sender {
  for (const number of account.numbers.values()) {
    if (number.messagingProfileId === profile.id && numberStatus(number, now) === 'active') return { from: number.phoneNumber, profile };
  }
  throw refuse(400, '40321', '/messaging_profile_id');
}

function choose(call: Call, from: string | undefined, requested: MessagingProfile | undefined): Sender {
  if (from !== undefined && !ALPHANUMERIC.test(from)) return fromNumber(call, from, requested);
  if (!requested) throw refuse(422, '10004', '/messaging_profile_id', "A messaging profile is required without a 'from' number.");
  return from === undefined ? fromPool(call, requested) : { from, profile: requested };
}

/**
 * Who sends: an owned number (+E.164 or short code), an alphanumeric sender with a profile, or the profile's number pool.
 * Throws 422 where the profile is missing or unknown, 400 (40305, 40320, 40321) where the sender cannot be used,
 * 409 (40312) where the profile is disabled.
 */
export function resolveSender(call: Call, from: string | undefined, profileId: string | undefined): Sender {
  const sender = choose(call, from, requestedProfile(call.account, profileId));
  if (!sender.profile.settings.enabled) throw refuse(409, '40312', '/messaging_profile_id');
  return sender;
}
