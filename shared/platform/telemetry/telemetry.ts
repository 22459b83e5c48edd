import { AsyncLocalStorage } from 'node:async_hooks';
import { below, parseTraceparent, type TraceContext } from './trace-context.ts';

/** Facts of one span: names from our own lists, counts, codes. Never arguments, texts, numbers, people, tokens or URLs. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** A span that has ended, as plain data: what there is of it until the exporter is loaded. */
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
  /** A `traceparent` from outside, if there is one: checked here. */
  readonly traceparent?: unknown;
}

export interface Telemetry {
  /**
   * Runs `work` as a span: below the one that `traceparent` names (linked then to the one around it), else below the one around it.
   * Gives back, or throws, what `work` does.
   */
  span<Result>(start: SpanStart, work: (span: OpenSpan) => Promise<Result>): Promise<Result>;
  /** Adds attributes to the span around this code, if there is one. */
  note(attributes: Attributes): void;
  /** Hands over what is left; takes at most 2 s, never rejects. */
  stop(): Promise<void>;
}

const SILENT: OpenSpan = { set: () => undefined };

/** Where nothing is configured: no ids, no clock, nothing kept. */
export const NO_TELEMETRY: Telemetry = {
  span: (_start, work) => work(SILENT),
  note: () => undefined,
  stop: () => Promise.resolve(),
};

/** Who takes finished spans. Neither method throws. */
export interface SpanSink {
  take(span: FinishedSpan): void;
  stop(): Promise<void>;
}

/** In: who takes the finished spans. Out: telemetry. */
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
