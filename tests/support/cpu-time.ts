/** Milliseconds of processor time that the work takes: on a busy machine, the clock runs on without it. */
export function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
