import { PARTY_ROLES, partiesOf, type Parties } from '../parties.ts';
import type { Risk } from '../risk.ts';
import { addressesIn } from './addresses-in.ts';
import { filesIn } from './fields.ts';
import { masked, maskedFile } from './masking.ts';

/** Parties, other addresses in the arguments, and the file that they name. */
export const TARGET_ROLES = [...PARTY_ROLES, 'about', 'file'] as const;
export type TargetRole = (typeof TARGET_ROLES)[number];

interface Targeting {
  readonly risk: Risk;
  readonly parties?: Parties | undefined;
}

/**
 * @param args arguments that the tool has accepted
 * @returns everything that a call is about, by role, as it is: to be masked and hashed before it is written
 */
export function targetsOf({ risk, parties: named }: Targeting, args: unknown): Readonly<Record<TargetRole, readonly string[]>> {
  const parties = partiesOf(named, args);
  const party = new Set(PARTY_ROLES.flatMap((role) => parties[role]));
  // Nothing of a secret is written.
  const others = risk === 'credential' ? [] : addressesIn(args, risk === 'read' ? 'query' : 'settings');
  return { ...parties, about: others.filter((address) => !party.has(address)), file: filesIn(args) };
}

/** @returns what may be read of a target */
export const readable = (role: TargetRole, target: string): string => (role === 'file' ? maskedFile(target) : masked(target));
