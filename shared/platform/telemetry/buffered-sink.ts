import type { FinishedSpan, SpanSink } from './telemetry.ts';

/** Spans that wait for the exporter. More are lost. */
const MOST_WAITING = 256;
/** The first answer is out by then: loading the exporter does not slow a cold start. */
const LOAD_AFTER_MS = 1_000;

/**
 * Keeps spans as plain data until their exporter is loaded, a second after the first span.
 *
 * @param load Loads the exporter.
 * @param failed Called once if that fails. Spans are dropped then.
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
