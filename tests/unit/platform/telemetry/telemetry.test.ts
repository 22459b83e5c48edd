import { describe, expect, test } from '@jest/globals';
import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { createBufferedSink } from '../../../../shared/platform/telemetry/buffered-sink.ts';
import { createSpanSender } from '../../../../shared/platform/telemetry/span-sender.ts';
import { NO_TELEMETRY, recordSpans, type FinishedSpan } from '../../../../shared/platform/telemetry/telemetry.ts';
import { parseTraceparent } from '../../../../shared/platform/telemetry/trace-context.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const service = { name: 'test', version: '1' };

function recorder() {
  const spans: FinishedSpan[] = [];
  return { spans, telemetry: recordSpans({ take: (span) => spans.push(span), stop: () => Promise.resolve() }) };
}

describe('a traceparent (W3C Trace Context section 3.2)', () => {
  test.each([
    [`00-${TRACE}-${SPAN}-01`, true],
    [`00-${TRACE}-${SPAN}-00`, true],
    [`cc-${TRACE}-${SPAN}-01-later`, true],
    [`00-${TRACE}-${SPAN}-01-more`, false],
    [`ff-${TRACE}-${SPAN}-01`, false],
    [`00-${'0'.repeat(32)}-${SPAN}-01`, false],
    [`00-${TRACE}-${'0'.repeat(16)}-01`, false],
    [`00-${TRACE.toUpperCase()}-${SPAN}-01`, false],
    [`cc-${TRACE}-${SPAN}-01-${'x'.repeat(1_000)}`, false],
    ['+13125550100', false],
    [undefined, false],
    [{ traceparent: 1 }, false],
  ])('%s: %s', (value, isOne) => {
    expect(parseTraceparent(value)).toEqual(isOne ? { traceId: TRACE, spanId: SPAN } : undefined);
  });
});

describe('spans', () => {
  test('lie below the caller, and below each other', async () => {
    const { spans, telemetry } = recorder();
    await telemetry.span({ name: 'request', traceparent: `00-${TRACE}-${SPAN}-01` }, async (request) => {
      await telemetry.span({ name: 'tool' }, () => {
        telemetry.note({ tool: 'x' });
        return Promise.resolve();
      });
      telemetry.note({ era: 'modern' });
      request.set({ status: 200 });
    });
    const [tool, request] = spans;
    expect(request).toMatchObject({ name: 'request', traceId: TRACE, parentSpanId: SPAN, attributes: { era: 'modern', status: 200 } });
    expect(tool).toMatchObject({ name: 'tool', traceId: TRACE, parentSpanId: request?.spanId, attributes: { tool: 'x' }, links: [] });
  });

  test('with a caller of their own are linked to what is around them', async () => {
    const { spans, telemetry } = recorder();
    await telemetry.span({ name: 'request' }, () =>
      telemetry.span({ name: 'tool', traceparent: `00-${TRACE}-${SPAN}-01` }, () => Promise.resolve()),
    );
    const [tool, request] = spans;
    expect(tool).toMatchObject({ traceId: TRACE, parentSpanId: SPAN, links: [{ traceId: request?.traceId, spanId: request?.spanId }] });
  });

  test('of two requests at once do not mix', async () => {
    const { spans, telemetry } = recorder();
    const one = (name: string) =>
      telemetry.span({ name }, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        telemetry.note({ name });
      });
    await Promise.all(['a', 'b', 'c'].map(one));
    expect(spans.map(({ name, attributes }) => name === attributes['name'])).toEqual([true, true, true]);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(3);
  });

  test('end as failed when the work throws, and the error goes on', async () => {
    const { spans, telemetry } = recorder();
    await expect(telemetry.span({ name: 'x' }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(spans).toMatchObject([{ failed: true }]);
  });

  test('are not there where nothing is configured', async () => {
    const work = NO_TELEMETRY.span({ name: 'x' }, (span) => {
      span.set({ a: 1 });
      return Promise.resolve('done');
    });
    await expect(work).resolves.toBe('done');
    NO_TELEMETRY.note({ a: 1 });
    await NO_TELEMETRY.stop();
  });
});

describe('the exporter', () => {
  const span: FinishedSpan = {
    name: 'x',
    traceId: TRACE,
    spanId: SPAN,
    parentSpanId: undefined,
    links: [],
    startedAt: 1_000,
    ms: 2.5,
    failed: false,
    attributes: { tool: 'a', none: undefined },
  };

  test('gets what was recorded before it was loaded', async () => {
    // A shut-down exporter forgets: what it was given is kept.
    const sent: ReadableSpan[] = [];
    const exporter = new InMemorySpanExporter();
    const keeping = Object.assign(exporter, {
      export: (spans: ReadableSpan[], done: (result: { code: number }) => void) => {
        sent.push(...spans);
        done({ code: 0 });
      },
    });
    const failures: unknown[] = [];
    const failed = (error: unknown) => failures.push(error);
    const sink = createBufferedSink(() => Promise.resolve(createSpanSender(keeping, service, failed)), failed, 60_000);
    sink.take(span);
    sink.take({ ...span, name: 'y', failed: true, parentSpanId: SPAN });
    await sink.stop();
    expect(failures).toEqual([]);
    expect(sent.map(({ name, startTime, duration, attributes }) => ({ name, startTime, duration, attributes }))).toEqual([
      { name: 'x', startTime: [1, 0], duration: [0, 2_500_000], attributes: { tool: 'a' } },
      { name: 'y', startTime: [1, 0], duration: [0, 2_500_000], attributes: { tool: 'a' } },
    ]);
    expect(sent[1]?.parentSpanContext?.spanId).toBe(SPAN);
    expect(sent.map(({ status }) => status.code)).toEqual([1, 2]);
  });

  test('that cannot be loaded is told of once, and hurts nobody', async () => {
    const failures: unknown[] = [];
    const sink = createBufferedSink(
      () => Promise.reject(new Error('missing')),
      (error) => failures.push(error),
      0,
    );
    for (let count = 0; count < 1_000; count++) sink.take(span);
    await sink.stop();
    sink.take(span);
    await sink.stop();
    expect(failures).toHaveLength(1);
  });

  test.each([
    ['refuses', (done: (result: { code: number }) => void) => done({ code: 1 })],
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['rejects', () => Promise.reject(new Error('broken'))],
  ])('that %s is told of once', async (_how, behave) => {
    const failures: unknown[] = [];
    const exporter = {
      export: (_spans: ReadableSpan[], done: (result: { code: number }) => void) => behave(done),
      shutdown: () => Promise.resolve(),
    };
    const sender = createSpanSender(exporter, service, (error) => failures.push(error));
    for (let count = 0; count < 300; count++) sender.take(span);
    await sender.stop();
    expect(failures).toHaveLength(1);
  });
});
