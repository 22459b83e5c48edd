import { SpanKind, SpanStatusCode, TraceFlags, type HrTime, type SpanContext } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { FinishedSpan, SpanSink } from './telemetry.ts';
import { withDeadline } from '../async/index.ts';
import type { TraceContext } from './trace-context.ts';

const LIMITS = { maxQueueSize: 512, maxExportBatchSize: 128, scheduledDelayMillis: 2_000, exportTimeoutMillis: 10_000 } as const;
/** ExportResultCode.SUCCESS of @opentelemetry/core. */
const SENT = 0;
/** The platform does not wait for shutdown to finish. */
const STOP_WITHIN_MS = 2_000;

/**
 * Turns finished spans into OpenTelemetry's and sends them in batches.
 *
 * @param service Our name and version.
 * @param failed Called when spans could not be sent; once until it works again.
 */
export function createSpanSender(
  exporter: SpanExporter,
  service: { readonly name: string; readonly version: string },
  failed: (error: unknown) => void,
): SpanSink {
  const resource = resourceFromAttributes({ 'service.name': service.name, 'service.version': service.version });
  const processor = new BatchSpanProcessor(quietly(exporter, failed), LIMITS);
  return {
    take: (span) => processor.onEnd(toReadable(span, resource, service)),
    async stop() {
      // What cannot be sent in time is lost: a process that ends does not wait for telemetry.
      await withDeadline(
        STOP_WITHIN_MS,
        () => processor.shutdown(),
        () => new Error('late'),
      ).catch(() => undefined);
    },
  };
}

/** The same exporter, but its errors are reported once, not thrown. */
function quietly(exporter: SpanExporter, failed: (error: unknown) => void): SpanExporter {
  let told = false;
  const settle = (error: unknown) => {
    if (error !== undefined && !told) failed(error);
    told = error !== undefined;
  };
  return {
    export(spans, done) {
      const settled = (result: Parameters<typeof done>[0]) => {
        settle((result.code as number) === SENT ? undefined : (result.error ?? new Error('not sent')));
        done(result);
      };
      // An exporter may be asynchronous although its type does not say so: an unhandled rejection would end the process.
      Promise.resolve()
        .then(() => exporter.export(spans, settled))
        .catch((error: unknown) => {
          settle(error);
          // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- ExportResultCode.FAILED; its package is not one of ours
          done({ code: 1 });
        });
    },
    shutdown: () => exporter.shutdown(),
  };
}

function toReadable(span: FinishedSpan, resource: ReadableSpan['resource'], scope: ReadableSpan['instrumentationScope']): ReadableSpan {
  const own = toContext(span);
  return {
    name: span.name,
    // Azure Monitor counts each SERVER span as a request, and the host counts requests already.
    kind: SpanKind.INTERNAL,
    spanContext: () => own,
    ...(span.parentSpanId !== undefined && { parentSpanContext: toContext({ traceId: span.traceId, spanId: span.parentSpanId }) }),
    startTime: toHrTime(span.startedAt),
    endTime: toHrTime(span.startedAt + span.ms),
    duration: toHrTime(span.ms),
    ended: true,
    status: { code: span.failed ? SpanStatusCode.ERROR : SpanStatusCode.OK },
    attributes: Object.fromEntries(Object.entries(span.attributes).filter(([, value]) => value !== undefined)),
    links: span.links.map((link) => ({ context: toContext(link) })),
    events: [],
    resource,
    instrumentationScope: scope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

const toContext = ({ traceId, spanId }: TraceContext): SpanContext => ({ traceId, spanId, traceFlags: TraceFlags.SAMPLED });

const toHrTime = (ms: number): HrTime => [Math.floor(ms / 1000), Math.floor((ms % 1000) * 1e6)];
