import { withoutSeparators } from '../platform/index.ts';

/** What the numbers of a call are to it: who is reached, who it comes from, which numbers are bought. */
export const PARTY_ROLES = ['to', 'from', 'bought'] as const;
export type PartyRole = (typeof PARTY_ROLES)[number];

/** Which arguments name numbers, by what they are; or why none does. An argument holds a number, or a list of them or of `{phone_number}`. */
export type Parties<Name extends string = string> = Readonly<Partial<Record<PartyRole, Name>>> | { readonly nobody: string };

/** In: what a tool says of its arguments; arguments that it accepted. Out: numbers and SIP URIs, written the same way however they came. */
export function partiesOf(parties: Parties | undefined, args: unknown): Readonly<Record<PartyRole, readonly string[]>> {
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

/** Digits after a comma are pressed after the answer: they may be a PIN, and are nobody's number. */
function canonical(address: string): string {
  const written = address.trim();
  if (/^sips?:/i.test(written)) return written.toLowerCase();
  return /[A-Za-z]/.test(written) && !written.startsWith('+') ? written : withoutSeparators(written.split(',')[0] ?? '');
}
