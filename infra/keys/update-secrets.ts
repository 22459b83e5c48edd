/** Updates both secrets in the vault. */
import { MOST_KEYS, parseKeySet, type KeySet } from './key-set.ts';
import { KINDS, type KeyKind } from './kinds.ts';
import type { Advance, Change } from './rotation.ts';
import { VaultError, type StoredSecret, type Vault } from './vault.ts';

/** In characters. Key Vault's limit is 25 KB. */
const LONGEST_VALUE = 24_000;

/** The result for one secret. */
export interface Outcome {
  readonly kind: KeyKind;
  /** The set in the vault now; undefined where missing or unknown. */
  readonly set: KeySet | undefined;
  readonly changes: readonly Change[];
  /** A sentence about an error. Nothing was changed then. */
  readonly problem?: string;
}

/** Unix seconds. */
type Clock = () => number;

interface ReadSecret {
  readonly kind: KeyKind;
  readonly stored: StoredSecret | undefined;
  readonly set: KeySet | undefined;
}

/** @throws VaultError, UnusableSecretError */
export function readSecrets(vault: Vault): Promise<ReadSecret[]> {
  return Promise.all(
    KINDS.map(async (kind) => {
      const stored = await vault.read(kind.secret);
      return { kind, stored, set: stored && (await parseKeySet(kind, stored.value)) };
    }),
  );
}

/**
 * Reads and parses both secrets before it writes the first one. After an error of the first, the second is not written.
 * @throws VaultError, UnusableSecretError while reading. Errors of writing become the `problem` of an outcome
 */
export async function updateSecrets(vault: Vault, advance: Advance, now: Clock): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const secret of await readSecrets(vault)) {
    const { kind, set } = secret;
    const failed = outcomes.some(({ problem }) => problem !== undefined);
    outcomes.push(
      failed ? { kind, set, changes: [], problem: `${kind.secret} was not changed.` } : await updateOne(vault, secret, advance, now),
    );
  }
  return outcomes;
}

async function updateOne(vault: Vault, { kind, stored, set }: ReadSecret, advance: Advance, now: Clock): Promise<Outcome> {
  const next = await advance(kind, set, now());
  if (next.changes.length === 0) return { kind, set, changes: [] };
  const value = JSON.stringify(next.set);
  const failed = (problem: string): Outcome => ({ kind, set: undefined, changes: [], problem });
  if (value.length > LONGEST_VALUE || next.set.keys.length > MOST_KEYS) {
    return {
      kind,
      set,
      changes: [],
      problem: `${kind.secret} is full: too many rotations in a short time. Wait until its oldest keys can be dropped.`,
    };
  }
  try {
    return { kind, changes: next.changes, set: next.set, ...problemOf(await write(vault, kind, stored, value), kind) };
  } catch (error) {
    if (error instanceof VaultError) return failed(error.message);
    throw error;
  }
}

/**
 * Key Vault has no conditional writes. So the version is compared just before the write, and read back after it: of two people at the same
 * time, one gets an error. Between comparison and write there is one round trip in which the later write wins. At worst it removes a key that
 * nothing has used yet. After `rotate --now`, `list` shows whether the old keys are gone.
 */
async function write(vault: Vault, { secret }: KeyKind, seen: StoredSecret | undefined, value: string) {
  const current = await vault.read(secret);
  if (current?.version !== seen?.version) return 'changed';
  const written = await vault.write(secret, value);
  return (await vault.read(secret))?.version === written ? 'written' : 'overtaken';
}

const PROBLEMS = {
  changed: 'was changed by somebody else at the same time, so nothing was written. Check it (list), then run this again.',
  overtaken: 'was written by somebody else just after us: their version is the current one. Check it (list), then run this again.',
} as const;

function problemOf(result: 'written' | keyof typeof PROBLEMS, { secret }: KeyKind): Partial<Outcome> {
  return result === 'written' ? {} : { set: undefined, changes: [], problem: `${secret} ${PROBLEMS[result]}` };
}
