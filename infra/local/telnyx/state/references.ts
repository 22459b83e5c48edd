import { refuse } from '../errors.ts';
import type { Account } from './account.ts';

/** Ids, and names of media files, that a person made in the portal. */
export interface References {
  readonly media: Set<string>;
  readonly billingGroups: Set<string>;
  readonly addresses: Set<string>;
  readonly requirementGroups: Set<string>;
  readonly tools: Set<string>;
}

/** An outbound voice profile, made in the portal: which countries its connections may call. */
export interface VoiceProfile {
  readonly id: string;
  destinations: readonly string[];
}

/** @throws {@link TelnyxError} 422 (10017) for a reference to what is not there; nothing and the empty string refer to nothing */
export function checkReference(
  known: ReadonlySet<string> | ReadonlyMap<string, unknown>,
  id: string | null | undefined,
  pointer: string,
): void {
  if (id && !known.has(id)) throw refuse(422, '10017', pointer);
}

/** The same for a connection of any kind. */
export function checkConnection({ applications, sipConnections }: Account, id: string | null | undefined, pointer: string): void {
  checkReference(new Set([...applications.keys(), ...sipConnections.map(({ row }) => row.id)]), id, pointer);
}
