import { AsyncLocalStorage } from 'node:async_hooks';
import { below, parseTraceparent, type TraceContext } from './trace-context.ts';

/** Names from our own lists, counts, codes. Never arguments, texts, numbers, people, tokens or URLs. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** A span that has ended, as plain data, until the exporter is loaded. */
export interface FinishedSpan extends TraceContext {
  readonly name: string;
  readonly parentSpanId: string | undefined;
  readonly links: readonly TraceContext[];
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly ms: number;
  readonly failed: boolean;
  readonly attributes: Attributes;
}

export interface OpenSpan {
  /** Adds attributes; `failed` marks the span as an error. */
  set(attributes: Attributes, failed?: boolean): void;
}

export interface SpanStart {
  readonly name: string;
  /** A `traceparent` from outside, unchecked. */
  readonly traceparent?: unknown;
}

export interface Telemetry {
  /**
   * Runs `work` as a span. Its parent is the span that `traceparent` names (then it is linked to the current span), else the current span.
   *
   * @returns What `work` returns.
   * @throws What `work` throws.
   */
  span<Result>(start: SpanStart, work: (span: OpenSpan) => Promise<Result>): Promise<Result>;
  /** Adds attributes to the current span, if there is one. */
  note(attributes: Attributes): void;
  /** Sends what is left. Takes at most 2 s, never rejects. */
  stop(): Promise<void>;
}

const SILENT: OpenSpan = { set: () => undefined };

/** Does nothing: no ids, no clock, nothing kept. */
export const NO_TELEMETRY: Telemetry = {
  span: (_start, work) => work(SILENT),
  note: () => undefined,
  stop: () => Promise.resolve(),
};

/** Receives finished spans. Neither method throws. */
export interface SpanSink {
  take(span: FinishedSpan): void;
  stop(): Promise<void>;
}

/** @param sink Receives the finished spans. */
export function recordSpans(sink: SpanSink): Telemetry {
  const current = new AsyncLocalStorage<OpenSpan & { readonly context: TraceContext }>();
  return {
    async span({ name, traceparent }, work) {
      const around = current.getStore()?.context;
      const outside = parseTraceparent(traceparent);
      const parent = outside ?? around;
      const context = below(parent);
      const startedAt = Date.now();
      const begin = performance.now();
      let attributes: Attributes = {};
      let failed = false;
      const set: OpenSpan['set'] = (more, isFailure = false) => {
        attributes = { ...attributes, ...more };
        failed ||= isFailure;
      };
      try {
        return await current.run({ context, set }, () => work({ set }));
      } catch (error) {
        failed = true;
        throw error;
      } finally {
        const ms = performance.now() - begin;
        const links = outside && around ? [around] : [];
        sink.take({ ...context, name, parentSpanId: parent?.spanId, links, startedAt, ms, failed, attributes });
      }
    },
    note: (attributes) => current.getStore()?.set(attributes),
    stop: () => sink.stop(),
  };
}
