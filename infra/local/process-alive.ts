import { z } from 'zod';

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
