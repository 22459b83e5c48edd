/** A lock file with a process id: one Azurite at a time may use a folder, because two would overwrite each other's rows. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readText } from './private-file.ts';

const NotOurs = z.object({ code: z.literal('EPERM') });

/** Whether the process runs, whoever owns it. */
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

const fileIn = (folder: string) => join(folder, 'lock');

function tryLock(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (Exists.safeParse(error).success) return false;
    throw error;
  }
}

/**
 * Creates the folder (mode 0700) and locks it for this process.
 * @returns false where another running process holds the lock
 */
export function lockFolder(folder: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = fileIn(folder);
  if (tryLock(file)) return true;
  const holder = Pid.safeParse(readText(file));
  if (holder.success && isAlive(holder.data)) return false;
  // Left by a process that was killed.
  rmSync(file, { force: true });
  return tryLock(file);
}

/** Only for the holder of the lock. */
export function unlockFolder(folder: string): void {
  rmSync(fileIn(folder), { force: true });
}
