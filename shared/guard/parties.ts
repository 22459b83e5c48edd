import { canonicalSender } from '../platform/index.ts';

/** The role of a number in a call: the recipient, the sender, or a number that is bought. */
export const PARTY_ROLES = ['to', 'from', 'bought'] as const;
export type PartyRole = (typeof PARTY_ROLES)[number];

/**
 * The arguments that hold numbers, by role; or why there are none; or the numbers of this call, where their places differ from call to call. An
 * argument is a number, or a list of numbers or of `{phone_number}`.
 */
export type Parties<Name extends string = string> =
  | Readonly<Partial<Record<PartyRole, Name>>>
  | { readonly nobody: string }
  | { readonly numbers: Readonly<Record<PartyRole, readonly string[]>> };

/**
 * @param args arguments that the tool has accepted
 * @returns numbers and SIP URIs in their canonical form, by role
 */
export function partiesOf(parties: Parties | undefined, args: unknown): Readonly<Record<PartyRole, readonly string[]>> {
  if (parties !== undefined && 'numbers' in parties) {
    const inList = (role: PartyRole) => [...new Set(parties.numbers[role].flatMap(addresses))];
    return { to: inList('to'), from: inList('from'), bought: inList('bought') };
  }
  const named = parties === undefined || 'nobody' in parties ? {} : parties;
  const given = typeof args === 'object' && args !== null ? new Map<string, unknown>(Object.entries(args)) : new Map<string, unknown>();
  const inRole = (role: PartyRole) => [...new Set(addresses(given.get(named[role] ?? '')))];
  return { to: inRole('to'), from: inRole('from'), bought: inRole('bought') };
}

function addresses(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [canonical(value)];
  if (Array.isArray(value)) return value.flatMap(addresses);
  return typeof value === 'object' && value !== null && 'phone_number' in value ? addresses(value.phone_number) : [];
}

/** Drops what follows a comma: digits that are dialled after the answer, which may be a PIN. */
function canonical(address: string): string {
  const written = address.trim();
  if (/^sips?:/i.test(written)) return written.toLowerCase();
  return canonicalSender(written.split(',')[0] ?? '');
}
