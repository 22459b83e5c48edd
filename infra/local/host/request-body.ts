import type { IncomingMessage } from 'node:http';

export type Body = { readonly kind: 'bytes'; readonly bytes: Buffer } | { readonly kind: 'too-large' } | { readonly kind: 'aborted' };

/**
 * Reads the whole body. Never rejects.
 * @param limit in bytes
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.resolve({ kind: 'too-large' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) {
        chunks.push(chunk);
        return;
      }
      request.removeAllListeners('data');
      resolve({ kind: 'too-large' });
    });
    request.once('end', () => resolve({ kind: 'bytes', bytes: Buffer.concat(chunks) }));
    request.once('close', () => resolve({ kind: 'aborted' }));
  });
}
