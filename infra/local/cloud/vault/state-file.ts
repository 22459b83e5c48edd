/** The file in which the vault's values survive a restart. */
import { z } from 'zod';
import { parseJson, readText, writePrivateFile } from '../../private-file.ts';

export const SecretVersion = z.object({
  version: z.string(),
  value: z.string(),
  enabled: z.boolean(),
  /** Seconds since the epoch. */
  created: z.int(),
  updated: z.int(),
  contentType: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
});

export type SecretVersion = z.infer<typeof SecretVersion>;

/** By secret name; the newest version is the last. */
const State = z.record(z.string(), z.array(SecretVersion).min(1));

export type State = z.infer<typeof State>;

/** What the file holds; nothing where there is none. Throws for a file that is not a state file, without telling what is in it. */
export function readState(path: string): State {
  const text = readText(path);
  if (text === undefined) return {};
  const state = State.safeParse(parseJson(text));
  if (state.success) return state.data;
  throw new Error(`${path} is not a state file of the local Key Vault: delete it to begin anew.`);
}

/** Replaces the file, so that a reader finds the old or the new one and never half of it. */
export function writeState(path: string, state: State): void {
  writePrivateFile(path, JSON.stringify(state, undefined, 2));
}
