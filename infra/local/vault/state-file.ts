/** The file in which the vault's values survive a restart: readable by its owner only, replaced in one step. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

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

const NoSuchFile = z.object({ code: z.literal('ENOENT') });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (NoSuchFile.safeParse(error).success) return undefined;
    throw error;
  }
}

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
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, JSON.stringify(state, undefined, 2), { mode: 0o600 });
  renameSync(draft, path);
}
