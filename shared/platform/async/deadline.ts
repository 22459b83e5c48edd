/**
 * Limits how long a caller waits. The signal tells the work; if the work does not listen, the caller continues without it.
 *
 * @param ms Milliseconds from now.
 * @param work Gets a signal that aborts at the deadline.
 * @param late Makes the error that the caller gets at the deadline.
 * @throws What `work` throws before the deadline, else what `late` makes.
 */
export async function withDeadline<Value>(ms: number, work: (signal: AbortSignal) => Promise<Value>, late: () => Error): Promise<Value> {
  // Not AbortSignal.timeout: it would keep all of this in memory until it fires, long after the work is done.
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
