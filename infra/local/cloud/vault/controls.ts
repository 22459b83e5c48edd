/** Test controls of the vault: PUT and GET /_control. */
import { z } from 'zod';

/** Each PUT replaces all controls, so `{}` resets them. */
export const VaultControls = z.strictObject({
  /** Every call gets 503. */
  down: z.boolean().default(false),
  /** Delay of every answer, in ms. */
  delay_ms: z.int().min(0).max(60_000).default(0),
  /** Names of secrets that get 403. */
  forbidden: z.array(z.string()).default([]),
  /** Names of secrets that get 404. */
  missing: z.array(z.string()).default([]),
});

export type VaultControls = z.infer<typeof VaultControls>;

/** Counts the authorized requests for each secret, whatever the answer. */
export class ReadCounter {
  readonly #reads = new Map<string, number>();

  count(name: string): void {
    this.#reads.set(name, (this.#reads.get(name) ?? 0) + 1);
  }

  all(): Record<string, number> {
    return Object.fromEntries(this.#reads);
  }
}
