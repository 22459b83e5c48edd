import type { FinishedSpan, SpanSink } from './telemetry.ts';

/** Spans that wait for the exporter; more than these are lost. */
const MOST_WAITING = 256;
/** By then the first answer is out: loading the exporter is no part of a cold start. */
const LOAD_AFTER_MS = 1_000;

/**
 * Keeps spans as plain data until the one who sends them is loaded, a second after the first. In: how to load; who is told, once, when that
 * fails: then spans are dropped.
 */
export function createBufferedSink(load: () => Promise<SpanSink>, failed: (error: unknown) => void, delayMs = LOAD_AFTER_MS): SpanSink {
  const waiting: FinishedSpan[] = [];
  let loading: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let sink: SpanSink | undefined;

  const begin = () =>
    (loading ??= load()
      .catch((error: unknown) => {
        failed(error);
        return { take: () => undefined, stop: () => Promise.resolve() };
      })
      .then((loaded) => {
        sink = loaded;
        for (const span of waiting.splice(0)) loaded.take(span);
      }));

  return {
    take(span) {
      if (sink) {
        sink.take(span);
        return;
      }
      if (waiting.length < MOST_WAITING) waiting.push(span);
      timer ??= setTimeout(() => void begin(), delayMs).unref();
    },
    async stop() {
      clearTimeout(timer);
      if (timer === undefined) return;
      await begin();
      await sink?.stop();
    },
  };
}
