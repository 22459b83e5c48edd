/** What a test can make the vault do, and what it may ask it: PUT and GET /_control. */
import { z } from 'zod';

/** A field that is left out has its default, so `{}` sets everything right again. */
export const VaultKnobs = z.strictObject({
  /** Every call is answered 503. */
  down: z.boolean().default(false),
  /** Every answer waits that long, in ms. */
  delay_ms: z.int().min(0).max(60_000).default(0),
  /** Secrets that the caller has no right to. */
  forbidden: z.array(z.string()).default([]),
  /** Secrets that are as if they did not exist. */
  missing: z.array(z.string()).default([]),
});

export type VaultKnobs = z.infer<typeof VaultKnobs>;

/** How often each secret was asked for by an authorized caller, whatever the answer. */
export class ReadCounter {
  readonly #reads = new Map<string, number>();

  count(name: string): void {
    this.#reads.set(name, (this.#reads.get(name) ?? 0) + 1);
  }

  all(): Record<string, number> {
    return Object.fromEntries(this.#reads);
  }
}
