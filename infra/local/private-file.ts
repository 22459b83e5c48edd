/** Files below `.state`: readable by their owner only, replaced in one step. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const NoSuchFile = z.object({ code: z.literal('ENOENT') });

/** The text of the file; undefined where there is none. Throws what else keeps it from being read. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (NoSuchFile.safeParse(error).success) return undefined;
    throw error;
  }
}

/** What the text says as JSON; undefined where it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Replaces the file (mode 0600, its folder 0700), so that a reader finds the old or the new one and never half of it. */
export function writePrivateFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
}
