import { describe, expect, test } from '@jest/globals';
import { explain } from '../../../shared/mcp/tool/index.ts';
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
    ['a model that is no text', { bucket_name: 'docs', embedding_model: 5 }, 'embedding_model: '],
    ['a model for a web site', { bucket_name: 'docs', url: 'https://example.com/', loader: 'default' }, 'leave them out'],
  ])('refuses %s and sends nothing', async (_what, args, expected) => {
    const { error, seen } = await runTool(createEmbeddings, args, ok);
    expect(error).toMatchObject({ code: 'invalid_input' });
    expect((error as Error).message).toContain(expected);
    expect(seen).toEqual([]);
  });

  test('passes on a model and a loader that Telnyx may have one day', async () => {
    const args = { bucket_name: 'docs', embedding_model: 'acme/next', loader: 'notion' };
    const { seen } = await runTool(createEmbeddings, args, ok);
    expect(seen.map(({ body }) => JSON.parse(body) as unknown)).toEqual([args]);
  });

  test('an answer without a task is an unknown outcome', async () => {
    const { error } = await runTool(createEmbeddings, { bucket_name: 'docs' }, json({ data: { status: 'queued' } }));
    expect(explain(error, createEmbeddings)?.text).toContain('UNKNOWN');
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

test('list_embedded_buckets takes null for an empty list, and no list for no answer', async () => {
  expect((await runTool(listEmbeddedBuckets, {}, json({ data: { buckets: null } }))).result?.structured).toEqual({ buckets: [] });
  expect((await runTool(listEmbeddedBuckets, {}, json({ data: {} }))).error).toMatchObject({ reason: 'unreadable' });
});

test('list_embedded_buckets gives the names', async () => {
  const { result } = await runTool(listEmbeddedBuckets, {}, json({ data: { buckets: ['docs', 'faq'] } }));
  expect(result?.structured).toEqual({ buckets: ['docs', 'faq'] });
});
