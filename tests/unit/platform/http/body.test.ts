import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import {
  BodyNotTextError,
  BodyTooLargeError,
  BodyTooSlowError,
  readBody,
  readForm,
  readSmallBody,
} from '../../../../shared/platform/http/index.ts';

const request = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request('http://localhost/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

const SOON_MS = 1_000;

/** A body that never ends, and a count of what was taken from it. */
function endless() {
  const taken = { chunks: 0, cancelled: false };
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      taken.chunks++;
      controller.enqueue(new Uint8Array(1024));
    },
    cancel() {
      taken.cancelled = true;
    },
  });
  return { taken, stream };
}

describe('bodies', () => {
  test('come out whole, also where a character is cut in two by chunks', async () => {
    const bytes = new TextEncoder().encode('grüße');
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    await expect(readBody(request(stream), 100, SOON_MS)).resolves.toBe('grüße');
  });

  test('P1: beyond the limit are refused by Content-Length, unread', async () => {
    const { stream, taken } = endless();
    await expect(readBody(request(stream, { 'content-length': '999999' }), 10_000, SOON_MS)).rejects.toBeInstanceOf(BodyTooLargeError);
    expect(taken.chunks).toBeLessThanOrEqual(1);
  });

  test('P1: that never end, or lie about their length, are stopped at the limit', async () => {
    const { stream, taken } = endless();
    await expect(readBody(request(stream, { 'content-length': '5' }), 10_000, SOON_MS)).rejects.toBeInstanceOf(BodyTooLargeError);
    expect(taken.chunks).toBeLessThan(15);
    expect(taken.cancelled).toBe(true);
  });

  test('of exactly the limit are taken', async () => {
    await expect(readBody(request('x'.repeat(100)), 100, SOON_MS)).resolves.toHaveLength(100);
  });

  test('that are not UTF-8 are refused', async () => {
    await expect(readBody(request(Uint8Array.of(0xc3, 0x28)), 100, SOON_MS)).rejects.toBeInstanceOf(BodyNotTextError);
  });
});

/** A body of one byte every five seconds, and whether it was given up. */
function dripping() {
  const seen = { cancelled: false };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: (controller) =>
        new Promise((resolve) => {
          setTimeout(() => {
            if (!seen.cancelled) controller.enqueue(Uint8Array.of(0x61));
            resolve();
          }, 5_000);
        }),
      cancel() {
        seen.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { seen, stream };
}

describe('a body that drips', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test.each([
    ['a form', readForm, 10_000],
    ['a small body', readSmallBody, 10_000],
    ['a body with a deadline of its own', (source: Request) => readBody(source, 1_000, 60_000), 60_000],
  ])('D6: ends at its deadline, whatever still comes: %s', async (_what, read, deadline) => {
    const { seen, stream } = dripping();
    let ended: unknown;
    void read(request(stream)).catch((error: unknown) => (ended = error));
    await jest.advanceTimersByTimeAsync(deadline - 1);
    expect(ended).toBeUndefined();
    await jest.advanceTimersByTimeAsync(1);
    expect(ended).toBeInstanceOf(BodyTooSlowError);
    expect(seen.cancelled).toBe(true);
  });

  test('D6: one that sends nothing at all ends as well, and no timer stays behind', async () => {
    const read = readForm(request(new ReadableStream({ pull: () => new Promise(() => undefined) })));
    const refused = expect(read).rejects.toBeInstanceOf(BodyTooSlowError);
    await jest.advanceTimersByTimeAsync(10_000);
    await refused;
    await expect(readForm(request('a=b'))).resolves.toHaveProperty('size', 1);
    expect(jest.getTimerCount()).toBe(0);
  });
});

test('D2: a body cut into single bytes is refused long before its end', async () => {
  let taken = 0;
  const dust = new ReadableStream<Uint8Array>({
    pull(controller) {
      taken++;
      controller.enqueue(Uint8Array.of(0x20));
    },
  });
  await expect(readBody(request(dust), 100_000, SOON_MS)).rejects.toBeInstanceOf(BodyTooLargeError);
  expect(taken).toBeLessThan(2_000);
});
