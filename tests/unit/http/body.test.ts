import { describe, expect, test } from '@jest/globals';
import { BodyNotTextError, BodyTooLargeError, readBody } from '../../../shared/http/index.ts';

const request = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request('http://localhost/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

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
    await expect(readBody(request(stream), 100)).resolves.toBe('grüße');
  });

  test('P1: beyond the limit are refused by Content-Length, unread', async () => {
    const { stream, taken } = endless();
    await expect(readBody(request(stream, { 'content-length': '999999' }), 10_000)).rejects.toBeInstanceOf(BodyTooLargeError);
    expect(taken.chunks).toBeLessThanOrEqual(1);
  });

  test('P1: that never end, or lie about their length, are stopped at the limit', async () => {
    const { stream, taken } = endless();
    await expect(readBody(request(stream, { 'content-length': '5' }), 10_000)).rejects.toBeInstanceOf(BodyTooLargeError);
    expect(taken.chunks).toBeLessThan(15);
    expect(taken.cancelled).toBe(true);
  });

  test('of exactly the limit are taken', async () => {
    await expect(readBody(request('x'.repeat(100)), 100)).resolves.toHaveLength(100);
  });

  test('that are not UTF-8 are refused', async () => {
    await expect(readBody(request(Uint8Array.of(0xc3, 0x28)), 100)).rejects.toBeInstanceOf(BodyNotTextError);
  });
});
