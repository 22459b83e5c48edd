/** Turns both secrets from what the vault holds into what it should hold. */
import { MOST_KEYS, parseKeySet, type KeySet } from './key-set.ts';
import { KINDS, type KeyKind } from './kinds.ts';
import type { Advance, Change } from './rotation.ts';
import { VaultError, type StoredSecret, type Vault } from './vault.ts';

/** Key Vault refuses values above 25 KB. */
const LONGEST_VALUE = 24_000;

/** What became of one secret. */
export interface Outcome {
  readonly kind: KeyKind;
  /** As the vault holds it now; undefined where there is none, or where that is not known. */
  readonly set: KeySet | undefined;
  readonly changes: readonly Change[];
  /** A sentence, where it did not go as it should. Changes are then not in the vault. */
  readonly problem?: string;
}

/** Unix seconds. */
type Clock = () => number;

interface Held {
  readonly kind: KeyKind;
  readonly stored: StoredSecret | undefined;
  readonly set: KeySet | undefined;
}

/** Out: both secrets as they are. Errors: VaultError, UnusableSecretError. */
export function readSecrets(vault: Vault): Promise<Held[]> {
  return Promise.all(
    KINDS.map(async (kind) => {
      const stored = await vault.read(kind.secret);
      return { kind, stored, set: stored && (await parseKeySet(kind, stored.value)) };
    }),
  );
}

/**
 * Nothing is written before both secrets were read and understood; then one after the other, so that the second is not touched
 * where the first fails. Errors: VaultError, UnusableSecretError while reading; later ones become the `problem` of an outcome.
 */
export async function turnSecrets(vault: Vault, advance: Advance, now: Clock): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const held of await readSecrets(vault)) {
    const { kind, set } = held;
    const failed = outcomes.some(({ problem }) => problem !== undefined);
    outcomes.push(
      failed ? { kind, set, changes: [], problem: `${kind.secret} was left as it is.` } : await turnOne(vault, held, advance, now),
    );
  }
  return outcomes;
}

async function turnOne(vault: Vault, { kind, stored, set }: Held, advance: Advance, now: Clock): Promise<Outcome> {
  const turn = await advance(kind, set, now());
  if (turn.changes.length === 0) return { kind, set, changes: [] };
  const value = JSON.stringify(turn.set);
  const failed = (problem: string): Outcome => ({ kind, set: undefined, changes: [], problem });
  if (value.length > LONGEST_VALUE || turn.set.keys.length > MOST_KEYS) {
    return {
      kind,
      set,
      changes: [],
      problem: `${kind.secret} is full: too many rotations in a short time. Wait until its oldest keys can be dropped.`,
    };
  }
  try {
    return { kind, changes: turn.changes, set: turn.set, ...problemOf(await write(vault, kind, stored, value), kind) };
  } catch (error) {
    if (error instanceof VaultError) return failed(error.message);
    throw error;
  }
}

/**
 * Key Vault has no conditional writes. So the version is compared right before the write, and read back after it: of two people
 * at once, one is told. Between comparing and writing there is one round trip in which the later write wins; what it takes back is
 * at worst a key that nothing has used yet, and after a rescue `list` shows whether the old keys are gone.
 */
async function write(vault: Vault, { secret }: KeyKind, seen: StoredSecret | undefined, value: string) {
  const current = await vault.read(secret);
  if (current?.version !== seen?.version) return 'changed';
  const written = await vault.write(secret, value);
  return (await vault.read(secret))?.version === written ? 'written' : 'overtaken';
}

const PROBLEMS = {
  changed: 'was changed by somebody else in this moment, so nothing was written to it. Look at it (list), then run this again.',
  overtaken: 'was written by somebody else right after us: their version counts, not ours. Look at it (list), then run this again.',
} as const;

function problemOf(result: 'written' | keyof typeof PROBLEMS, { secret }: KeyKind): Partial<Outcome> {
  return result === 'written' ? {} : { set: undefined, changes: [], problem: `${secret} ${PROBLEMS[result]}` };
}
