/** What another process costs, as Linux counts it (proc(5)). Elsewhere there is no such file, and no figure. */
import { readdirSync, readFileSync } from 'node:fs';

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** CPU time of all threads so far, user and system, in ms. NaN where it cannot be known. */
export function cpuMs(pid: number | undefined): number {
  // In nanoseconds: /proc/PID/stat has steps of ten ms. A thread may end while this reads.
  const threads = threadsOf(pid).flatMap((thread) => read(`/proc/${pid ?? ''}/task/${thread}/schedstat`) ?? []);
  return threads.length === 0 ? Number.NaN : threads.reduce((sum, line) => sum + Number(line.split(' ')[0]), 0) / 1e6;
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

function threadsOf(pid: number | undefined): readonly string[] {
  try {
    return readdirSync(`/proc/${pid ?? ''}/task`);
  } catch {
    return [];
  }
}

const childrenOf = (pid: number | undefined): number[] =>
  (read(`/proc/${pid ?? ''}/task/${pid ?? ''}/children`) ?? '').trim().split(' ').filter(Boolean).map(Number);
