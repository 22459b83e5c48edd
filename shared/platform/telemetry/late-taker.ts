import type { FinishedSpan, SpanTaker } from './telemetry.ts';

/** Spans that wait for the exporter; more than these are lost. */
const MOST_WAITING = 256;
/** By then the first answer is out: loading the exporter is no part of a cold start. */
const LOAD_AFTER_MS = 1_000;

/**
 * Keeps spans as plain data until the one who sends them is loaded, a second after the first. In: how to load; who is told, once, when that
 * fails: then spans are dropped.
 */
export function createLateTaker(load: () => Promise<SpanTaker>, failed: (error: unknown) => void, delayMs = LOAD_AFTER_MS): SpanTaker {
  const waiting: FinishedSpan[] = [];
  let loading: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let taker: SpanTaker | undefined;

  const begin = () =>
    (loading ??= load()
      .catch((error: unknown) => {
        failed(error);
        return { take: () => undefined, stop: () => Promise.resolve() };
      })
      .then((loaded) => {
        taker = loaded;
        for (const span of waiting.splice(0)) loaded.take(span);
      }));

  return {
    take(span) {
      if (taker) {
        taker.take(span);
        return;
      }
      if (waiting.length < MOST_WAITING) waiting.push(span);
      timer ??= setTimeout(() => void begin(), delayMs).unref();
    },
    async stop() {
      clearTimeout(timer);
      if (timer === undefined) return;
      await begin();
      await taker?.stop();
    },
  };
}
