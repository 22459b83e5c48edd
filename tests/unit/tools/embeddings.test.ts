import { describe, expect, test } from '@jest/globals';
import { createEmbeddings } from '../../../tools/embeddings/create-embeddings.ts';
import { listEmbeddedBuckets } from '../../../tools/embeddings/list-embedded-buckets.ts';
import { runTool } from '../../app/contract/support/run-tool.ts';
import { json } from '../../app/contract/support/telnyx-edge.ts';

const ok = json({ data: { task_id: '736fde4d-9029-4915-8189-01353d6982cb', status: 'queued' } });

describe('create_embeddings', () => {
  test.each([
    ['no bucket', { url: 'https://example.com/' }, 'Missing argument: bucket_name'],
    ['a name that no bucket has', { bucket_name: 'Docs/2026' }, 'bucket_name: '],
    ['options for a web site', { bucket_name: 'docs', url: 'https://example.com/', document_chunk_size: 512 }, 'leave them out'],
    ['a private web site', { bucket_name: 'docs', url: 'https://10.0.0.1/' }, 'url: '],
    ['a model that is gone', { bucket_name: 'docs', embedding_model: 'sentence-transformers/all-mpnet-base-v2' }, 'embedding_model: '],
  ])('refuses %s and sends nothing', async (_what, args, expected) => {
    const { error, seen } = await runTool(createEmbeddings, args, ok);
    expect(error).toMatchObject({ code: 'invalid_input' });
    expect((error as Error).message).toContain(expected);
    expect(seen).toEqual([]);
  });

  test('takes a web site to its own endpoint', async () => {
    const { result, seen } = await runTool(createEmbeddings, { bucket_name: 'docs', url: 'https://example.com/help' }, ok);
    expect(seen.map(({ url, body }) => [url, JSON.parse(body)])).toEqual([
      ['/ai/embeddings/url', { bucket_name: 'docs', url: 'https://example.com/help' }],
    ]);
    expect(seen[0]?.headers['idempotency-key']).toMatch(/^[\w-]{36}$/);
    expect(result?.structured).toMatchObject({ status: 'queued' });
  });
});

test('list_embedded_buckets gives the names', async () => {
  const { result } = await runTool(listEmbeddedBuckets, {}, json({ data: { buckets: ['docs', 'faq'] } }));
  expect(result?.structured).toEqual({ buckets: ['docs', 'faq'] });
});
