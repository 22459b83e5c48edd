/**
 * Bounds how long a caller waits. The work is told by the signal; if it does not listen, the caller goes on without it.
 *
 * @param ms - milliseconds from now
 * @param work - gets a signal that aborts at the deadline
 * @param late - makes the error that the caller gets at the deadline
 * @throws what `work` throws before the deadline, else what `late` makes
 */
export async function withDeadline<Value>(ms: number, work: (signal: AbortSignal) => Promise<Value>, late: () => Error): Promise<Value> {
  // Not AbortSignal.timeout: it would keep all of this in memory until it fires, long after the work has ended.
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      controller.abort();
      reject(late());
    }, ms);
  });
  try {
    return await Promise.race([work(controller.signal), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
