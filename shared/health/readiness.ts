import { z } from 'zod';
import { createSealKeys, type GrantStore, type SigningKeyring } from '../identity/index.ts';
import type { GuardSettings, SecretName, Secrets } from '../platform/index.ts';
import { guardsOff, type GuardsOff } from './guards-off.ts';
import { path, type TelnyxCall, type TelnyxClient } from '../telnyx/index.ts';

/** How many tools are served: of the 46 of Telnyx, and beside them. */
interface ToolCounts {
  readonly tools: number;
  readonly more: number;
}

/** The answer of /health/ready: booleans, counts and names of secrets, but nothing secret. */
export interface Readiness extends ToolCounts, GuardsOff {
  readonly ready: boolean;
  readonly checks: {
    readonly settings: true;
    readonly vault: boolean;
    /** The keys in use sign and verify. */
    readonly signing_keys: boolean;
    /** The keys in use seal and open. */
    readonly seal_keys: boolean;
    readonly tables: boolean;
    readonly telnyx: boolean;
  };
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
  /** Milliseconds since these checks ran. */
  readonly age_ms: number;
}

interface Parts extends ToolCounts {
  readonly secrets: Secrets;
  /** Names of secrets whose newest value cannot be used. */
  readonly unusable: () => readonly SecretName[];
  readonly keyring: SigningKeyring;
  readonly store: Pick<GrantStore, 'check'>;
  readonly telnyx: (call: TelnyxCall) => TelnyxClient;
  readonly guards: GuardSettings;
  readonly clock: () => number;
}

const REMEMBERED_MS = 5_000;
const TELNYX_TIMEOUT_MS = 4_000;

/** @returns A function that checks what a request needs. Called often, it answers from memory, so that nobody can flood Telnyx with it. */
export function createReadiness({
  secrets,
  unusable,
  keyring,
  store,
  telnyx,
  tools,
  more,
  guards,
  clock,
}: Parts): () => Promise<Readiness> {
  const sealKeys = createSealKeys(secrets, 'session');
  let last: { readonly at: number; readonly checks: Promise<Readiness['checks']> } | undefined;

  const succeeds = (work: Promise<unknown>) =>
    work.then(
      () => true,
      () => false,
    );

  const oldest = (...names: readonly SecretName[]): number | null => {
    const ages = names.map((name) => secrets.age(name) ?? Infinity);
    const age = Math.max(...ages);
    return Number.isFinite(age) ? Math.round(age / 1000) : null;
  };

  const check = async (): Promise<Readiness['checks']> => {
    const client = telnyx({ retry: 'refused', signal: new AbortController().signal, timeoutMs: TELNYX_TIMEOUT_MS });
    const [vault, signingKeys, seals, tables, reachable] = await Promise.all([
      succeeds(Promise.all([secrets.get('telnyx-api-key'), secrets.get('mcp-seal-keys')])),
      succeeds(keyring.current()),
      succeeds(sealKeys.active()),
      succeeds(store.check()),
      succeeds(client.get(path`/balance`, { answer: z.unknown() })),
    ]);
    return { settings: true, vault, signing_keys: signingKeys, seal_keys: seals, tables, telnyx: reachable };
  };

  return async () => {
    if (!last || clock() - last.at > REMEMBERED_MS) last = { at: clock(), checks: check() };
    const { at, checks: running } = last;
    const checks = await running;
    const ready = Object.values(checks).every(Boolean);
    const ages = { vault: oldest('telnyx-api-key', 'mcp-seal-keys'), signing_keys: oldest('mcp-signing-keys') };
    return {
      ready,
      checks,
      ages_s: ages,
      unusable: unusable(),
      tools,
      more,
      ...guardsOff(guards),
      age_ms: Math.max(0, Math.round(clock() - at)),
    };
  };
}
