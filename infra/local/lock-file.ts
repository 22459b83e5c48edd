/** One Azurite at a time in a folder: two would each overwrite what the other keeps. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readText } from './private-file.ts';

const NotOurs = z.object({ code: z.literal('EPERM') });

/** Whether a process of that id runs on this machine, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return NotOurs.safeParse(error).success;
  }
}

const Exists = z.object({ code: z.literal('EEXIST') });
const Pid = z.coerce.number().int().positive();

const fileIn = (folder: string) => join(folder, 'claimed-by');

function tryClaim(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (Exists.safeParse(error).success) return false;
    throw error;
  }
}

/** Makes the folder (mode 0700) and claims it for this process. Out: false where a process that still runs has it. Throws where the folder cannot be written. */
export function claimFolder(folder: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = fileIn(folder);
  if (tryClaim(file)) return true;
  const holder = Pid.safeParse(readText(file));
  if (holder.success && isAlive(holder.data)) return false;
  // Left behind by a process that was killed.
  rmSync(file, { force: true });
  return tryClaim(file);
}

/** Gives the folder back; only for who has claimed it. */
export function releaseFolder(folder: string): void {
  rmSync(fileIn(folder), { force: true });
}
