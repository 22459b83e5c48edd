/** The state file of `npm start`: which app runs, for the programs that work on it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive } from './lock-file.ts';
import { parseJson, readText, writePrivateFile } from './private-file.ts';

export interface Running {
  /** The app's origin, such as http://localhost:7071. */
  readonly url: string;
  /** The settings that stand-ins gave the app; nothing of the person's own. */
  readonly env: Readonly<Record<string, string>>;
}

/** Where the stand-ins of `npm start` keep what outlives it. */
export const STATE_FOLDER = join(import.meta.dirname, '.state');

const Entry = z.object({ pid: z.int().positive(), url: z.url(), env: z.record(z.string(), z.string()) });

const fileIn = (folder: string) => join(folder, 'running.json');

function readEntry(folder: string): z.output<typeof Entry> | undefined {
  const text = readText(fileIn(folder));
  return text === undefined ? undefined : Entry.safeParse(parseJson(text)).data;
}

/** The app that `npm start` runs on this checkout; undefined where none does, also where one was killed and left its file behind. */
export function readRunning(folder = STATE_FOLDER): Running | undefined {
  const entry = readEntry(folder);
  return entry !== undefined && isAlive(entry.pid) ? { url: entry.url, env: entry.env } : undefined;
}

/** Says that this process runs the app. Out: takes it back, unless another process has said so since. */
export function publishRunning(running: Running, folder = STATE_FOLDER): () => void {
  writePrivateFile(fileIn(folder), JSON.stringify({ pid: process.pid, ...running }, undefined, 2));
  return () => {
    if (readEntry(folder)?.pid === process.pid) rmSync(fileIn(folder));
  };
}
