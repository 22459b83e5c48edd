/** The state file of `npm start`, where other programs find the running app. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive } from './lock-file.ts';
import { parseJson, readText, writePrivateFile } from './private-file.ts';

/** An app that runs, and its process. */
export interface RunningProcess extends Running {
  readonly pid: number;
}

export interface Running {
  /** Origin of the app, such as http://localhost:7071. */
  readonly url: string;
  /** The settings from the stand-ins. None of the developer's own. */
  readonly env: Readonly<Record<string, string>>;
}

export const STATE_FOLDER = join(import.meta.dirname, '.state');

const Entry = z.object({ pid: z.int().positive(), url: z.url(), env: z.record(z.string(), z.string()) });

const fileIn = (folder: string) => join(folder, 'running.json');

function readEntry(folder: string): z.output<typeof Entry> | undefined {
  const text = readText(fileIn(folder));
  return text === undefined ? undefined : Entry.safeParse(parseJson(text)).data;
}

/** @returns undefined where no app runs, even if one that was killed left its file */
export function readRunning(folder = STATE_FOLDER): RunningProcess | undefined {
  const entry = readEntry(folder);
  return entry !== undefined && isAlive(entry.pid) ? entry : undefined;
}

/**
 * Writes that this process runs the app.
 * @returns a function that removes the entry, unless another process has replaced it
 */
export function publishRunning(running: Running, folder = STATE_FOLDER): () => void {
  writePrivateFile(fileIn(folder), JSON.stringify({ pid: process.pid, ...running }, undefined, 2));
  return () => {
    if (readEntry(folder)?.pid === process.pid) rmSync(fileIn(folder));
  };
}
