/** What another process costs, as Linux counts it (proc(5)). Elsewhere there is no such file, and no figure. */
import { readFileSync } from 'node:fs';

/** USER_HZ, which is 100 on every Linux that Node runs on. */
const TICK_MS = 10;

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** CPU time of all threads so far, user and system, in ms; in steps of 10 ms. NaN where it cannot be known. */
export function cpuMs(pid: number | undefined): number {
  // Fields 14 and 15; the name in field 2 may hold spaces.
  const fields = read(`/proc/${pid ?? ''}/stat`)
    ?.split(') ')
    .at(-1)
    ?.split(' ');
  return (Number(fields?.[11]) + Number(fields?.[12])) * TICK_MS;
}

/** Resident memory in MiB. NaN where it cannot be known. */
export function residentMib(pid: number | undefined): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid ?? ''}/status`) ?? '')?.[1];
  return Number(kib) / 1024;
}

/** The same of a process and all that it started. */
export function residentMibOfTree(pid: number | undefined): number {
  // A child may end while this reads.
  return childrenOf(pid).reduce((sum, child) => sum + (residentMibOfTree(child) || 0), residentMib(pid));
}

/** @returns the process with this in its command line, among all that `root` started */
export function pidOf(part: string, root: number): number | undefined {
  for (const child of childrenOf(root)) {
    const found = read(`/proc/${child}/cmdline`)?.includes(part) === true ? child : pidOf(part, child);
    if (found !== undefined) return found;
  }
  return undefined;
}

const childrenOf = (pid: number | undefined): number[] =>
  (read(`/proc/${pid ?? ''}/task/${pid ?? ''}/children`) ?? '').trim().split(' ').filter(Boolean).map(Number);
