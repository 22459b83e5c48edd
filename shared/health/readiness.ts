import { z } from 'zod';
import { createSealKeys, type GrantStore, type SigningKeyring } from '../identity/index.ts';
import type { GuardSettings, SecretFailure, SecretName, Secrets } from '../platform/index.ts';
import { guardsOff, type GuardsOff } from './guards-off.ts';
import { path, type TelnyxCall, type TelnyxClient } from '../telnyx/index.ts';
import { secretReason, tablesReason, telnyxReason, type Explained, type Reason } from './reasons.ts';

/** How many tools are served: of the 46 of Telnyx, and beside them. */
interface ToolCounts {
  readonly tools: number;
  readonly more: number;
}

/** Which operations of Telnyx clients can call by name. */
export interface WholeApiReach {
  readonly level: 'off' | 'read' | 'on';
  readonly operations: number;
  /** Names in the operator's lists that are no area and no operation: while there is one, nothing can be called. */
  readonly unknown: readonly string[];
}

const CHECKS = ['vault', 'signing_keys', 'seal_keys', 'tables', 'telnyx'] as const;
export type Check = (typeof CHECKS)[number];

/** The answer of /health/ready: booleans, counts, times, reasons and names of secrets, but nothing secret. */
export interface Readiness extends ToolCounts, GuardsOff {
  readonly ready: boolean;
  /** `signing_keys`: the keys in use sign and verify. `seal_keys`: the keys in use seal and open. */
  readonly checks: { readonly settings: true } & Readonly<Record<Check, boolean>>;
  /** Why a check fails, for those that do. */
  readonly reasons: Readonly<Partial<Record<Check, Reason>>>;
  /** Milliseconds that each check took. */
  readonly timings_ms: Readonly<Record<Check, number>>;
  /**
   * Seconds since the vault last returned the secrets in use: the oldest of the Telnyx key and the seal keys, and the signing keys. Null if it
   * never did. More than 600: the vault is failing and the last good values stay in use. Each check asks the tables and Telnyx.
   */
  readonly ages_s: { readonly vault: number | null; readonly signing_keys: number | null };
  /**
   * Names of secrets whose value in the vault cannot be used. While an older value is in use, this instance is ready; an instance that starts
   * now would not be.
   */
  readonly unusable: readonly SecretName[];
  readonly whole_api: WholeApiReach;
  /** Milliseconds since these checks ran. */
  readonly age_ms: number;
}

/** What is found, and what an administrator does about the first check that fails. */
export interface Findings {
  readonly readiness: Readiness;
  readonly first: Explained | undefined;
}

interface Parts extends ToolCounts {
  readonly secrets: Secrets;
  /** Names of secrets whose newest value cannot be used. */
  readonly unusable: () => readonly SecretName[];
  /** Why the last read of a secret failed. */
  readonly failure: (name: SecretName) => SecretFailure | undefined;
  readonly keyring: SigningKeyring;
  readonly store: Pick<GrantStore, 'check'>;
  readonly telnyx: (call: TelnyxCall) => TelnyxClient;
  readonly guards: GuardSettings;
  readonly wholeApi: { readonly level: WholeApiReach['level']; count(): Promise<Omit<WholeApiReach, 'level'>> };
  readonly clock: () => number;
}

interface Outcome {
  readonly ms: number;
  /** Undefined where the check succeeds. */
  readonly reason: Explained | undefined;
}

const REMEMBERED_MS = 5_000;
const TELNYX_TIMEOUT_MS = 4_000;

async function outcomeOf(work: Promise<unknown>, explain: (error: unknown) => Explained): Promise<Outcome> {
  const startedAt = performance.now();
  const reason = await work.then(
    () => undefined,
    (error: unknown) => explain(error),
  );
  return { ms: Math.round(performance.now() - startedAt), reason };
}

/** Unlike Promise.all, waits for all even if one rejects: which are there is asked next. */
async function allOf(...work: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(work);
  await Promise.all(work);
}

/** @returns A function that checks what a request needs. Called often, it answers from memory, so that nobody can flood Telnyx with it. */
export function createReadiness(parts: Parts): () => Promise<Findings> {
  const { secrets, unusable, failure, keyring, store, telnyx, tools, more, guards, wholeApi, clock } = parts;
  const sealKeys = createSealKeys(secrets, 'session');
  let last: { readonly at: number; readonly outcomes: Promise<Readonly<Record<Check, Outcome>>> } | undefined;

  const oldest = (...names: readonly SecretName[]): number | null => {
    const ages = names.map((name) => secrets.age(name) ?? Infinity);
    const age = Math.max(...ages);
    return Number.isFinite(age) ? Math.round(age / 1000) : null;
  };

  /** The first of these secrets that no value is in use of. */
  const ofSecret =
    (...names: readonly [SecretName, ...SecretName[]]) =>
    () => {
      const name = names.find((each) => secrets.age(each) === undefined) ?? names[0];
      return secretReason(name, failure(name));
    };

  const check = async (): Promise<Readonly<Record<Check, Outcome>>> => {
    const client = telnyx({ retry: 'refused', signal: new AbortController().signal, timeoutMs: TELNYX_TIMEOUT_MS });
    const [vault, signing, seals, tables, balance] = await Promise.all([
      outcomeOf(allOf(secrets.get('telnyx-api-key'), secrets.get('mcp-seal-keys')), ofSecret('telnyx-api-key', 'mcp-seal-keys')),
      outcomeOf(keyring.current(), ofSecret('mcp-signing-keys')),
      outcomeOf(sealKeys.active(), ofSecret('mcp-seal-keys')),
      outcomeOf(store.check(), tablesReason),
      outcomeOf(client.get(path`/balance`, { answer: z.unknown() }), telnyxReason),
    ]);
    return { vault, signing_keys: signing, seal_keys: seals, tables, telnyx: balance };
  };

  return async () => {
    if (!last || clock() - last.at > REMEMBERED_MS) last = { at: clock(), outcomes: check() };
    const { at, outcomes: running } = last;
    const outcomes = await running;
    const reach = { level: wholeApi.level, ...(await wholeApi.count()) };
    const failing = CHECKS.filter((name) => outcomes[name].reason !== undefined);
    const ofEach = <Value>(value: (outcome: Outcome) => Value) =>
      Object.fromEntries(CHECKS.map((name) => [name, value(outcomes[name])])) as Record<Check, Value>;
    const reasons = Object.fromEntries(
      CHECKS.flatMap((name) => {
        const { reason } = outcomes[name];
        return reason === undefined ? [] : [[name, { code: reason.code, text: reason.text }]];
      }),
    );
    const readiness = {
      ready: failing.length === 0,
      checks: { settings: true as const, ...ofEach(({ reason }) => reason === undefined) },
      reasons,
      timings_ms: ofEach(({ ms }) => ms),
      ages_s: { vault: oldest('telnyx-api-key', 'mcp-seal-keys'), signing_keys: oldest('mcp-signing-keys') },
      unusable: unusable(),
      tools,
      more,
      ...guardsOff(guards),
      whole_api: reach,
      age_ms: Math.max(0, Math.round(clock() - at)),
    };
    return { readiness, first: failing.map((name) => outcomes[name].reason).find((reason) => reason !== undefined) };
  };
}
