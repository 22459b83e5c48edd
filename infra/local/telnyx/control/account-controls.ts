import { z } from 'zod';
import { NotFound } from '../errors.ts';
import type { Simulator } from '../simulator.ts';
import type { Account } from '../state/account.ts';
import type { Connection } from '../state/application.ts';
import { TEXML } from '../state/application.ts';
import { E164 } from '../state/countries.ts';
import { money } from '../state/money.ts';
import { addShortCode } from '../state/owned-number.ts';

const Amount = z.string().regex(/^-?\d{1,9}(\.\d{1,4})?$/);
const AccountChange = z.strictObject({
  key: z.string().optional(),
  balance: Amount.optional(),
  credit_limit: Amount.optional(),
  level: z.enum(['trial', 'paid']).optional(),
  verified_numbers: z.array(z.string().regex(E164)).optional(),
  canadian_lookups: z.boolean().optional(),
  profiles_are_down: z.boolean().optional(),
});
const Digits = z.string().regex(/^\d+$/);
const Country = z.string().regex(/^[A-Z]{2}$/);
const Portal = z.strictObject({
  key: z.string().optional(),
  outbound_voice_profile: z.strictObject({ id: Digits.optional(), destinations: z.array(Country) }).optional(),
  media: z.array(z.string()).default([]),
  billing_groups: z.array(z.string()).default([]),
  addresses: z.array(z.string()).default([]),
  requirement_groups: z.array(z.string()).default([]),
  tools: z.array(z.string()).default([]),
  short_codes: z.array(z.string().regex(/^\d{5,6}$/)).default([]),
  connection: z.strictObject({ id: Digits.optional(), outbound_voice_profile_id: Digits.nullable().optional() }).optional(),
});

/** The account of a key; without one the first. */
export function accountOf(simulator: Simulator, key: string | undefined): Account {
  const account = simulator.accountOf(key ?? simulator.firstKey);
  if (!account) throw new NotFound('key is not known');
  return account;
}

/**
 * What a person does in Telnyx's portal, where no operation of the simulator does it: makes what operations refer to, makes or changes an
 * outbound voice profile (without an id the account's own), or gives one to a connection (without an id to every TeXML application, without a
 * profile's id the account's own, with null none).
 */
export function usePortal(simulator: Simulator, body: unknown) {
  const { key, outbound_voice_profile: profile, connection, ...made } = Portal.parse(body);
  const account = accountOf(simulator, key);
  const { media, billingGroups, addresses, requirementGroups, tools } = account.references;
  for (const name of made.media) media.add(name);
  for (const id of made.billing_groups) billingGroups.add(id);
  for (const id of made.addresses) addresses.add(id);
  for (const id of made.requirement_groups) requirementGroups.add(id);
  for (const id of made.tools) tools.add(id);
  for (const code of made.short_codes) addShortCode(account, code, simulator.now());
  const [own = ''] = account.voiceProfiles.keys();
  if (profile) {
    const id = profile.id ?? own;
    account.voiceProfiles.set(id, { id, destinations: profile.destinations });
  }
  if (connection) {
    const { id, outbound_voice_profile_id: given = own } = connection;
    const isMeant = ({ row }: Connection) => (id === undefined ? row['record_type'] === TEXML : row.id === id);
    const meant = account.sipConnections.filter(isMeant);
    if (id !== undefined && meant.length === 0) throw new NotFound('no SIP connection or TeXML application has this id');
    for (const { row } of meant) row['outbound_voice_profile_id'] = given ?? undefined;
  }
  return {};
}

/** Changes what Telnyx has decided about an account; what is not named stays. */
export function changeAccount(simulator: Simulator, body: unknown) {
  const { key, balance, credit_limit: creditLimit, ...standing } = AccountChange.parse(body);
  const account = accountOf(simulator, key);
  if (balance !== undefined) account.balance = money(balance);
  if (creditLimit !== undefined) account.creditLimit = money(creditLimit);
  const now = account.standing;
  account.standing = {
    level: standing.level ?? now.level,
    verifiedNumbers: standing.verified_numbers ?? now.verifiedNumbers,
    canadianLookups: standing.canadian_lookups ?? now.canadianLookups,
    profilesAreDown: standing.profiles_are_down ?? now.profilesAreDown,
  };
  return {};
}
