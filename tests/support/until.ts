import { setTimeout as pause } from 'node:timers/promises';

/** Waits until something is so. The time limit of the test is the end of it. */
export async function until(isSo: () => boolean | Promise<boolean>, everyMs = 20): Promise<void> {
  while (!(await isSo())) await pause(everyMs);
}
