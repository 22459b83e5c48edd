import { createEmbeddings } from '../../tools/embeddings/create-embeddings.ts';
import { newBucket } from './support/account.ts';
import { ISO_TIME, UUID } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(createEmbeddings, {
  requests: ['POST /ai/embeddings'],
  answers: [{ data: { task_id: '736fde4d-9029-4915-8189-01353d6982cb', status: 'queued' } }],
  calls: {
    least: { args: { bucket_name: 'docs' } },
    full: {
      args: {
        bucket_name: 'docs.2026-01',
        document_chunk_size: 2048,
        document_chunk_overlap_size: 0,
        embedding_model: 'intfloat/multilingual-e5-large',
        loader: 'intercom',
      },
    },
    'a web site': { args: { bucket_name: 'docs', url: 'https://example.com/help?a=1&b=%C3%BC#x' }, requests: ['POST /ai/embeddings/url'] },
  },
  refused: { 'a page of the own network': { url: 'http://169.254.169.254/latest/meta-data/' }, 'a path': { bucket_name: '../docs' } },
  needs: ['telnyx.write'],
  steps: [{ after: ['upload_file'], args: { bucket_name: 'journey-docs' }, shows: { status: 'queued' } }],
  proofs: {
    'POST /ai/embeddings': async (sdk) => {
      const bucket_name = await newBucket(sdk, 'sdk-embedded');
      const { data } = await sdk.client.ai.embeddings.create({ bucket_name, embedding_model: 'thenlper/gte-large' });
      sdk.holds(data, { task_id: UUID, status: 'queued', created_at: ISO_TIME });
      await sdk.advance(600_000);
      sdk.expect((await sdk.client.ai.embeddings.buckets.list()).data.buckets).toContain(bucket_name);
      const refused = await sdk.client.ai.embeddings.create({ bucket_name: 'sdk-unknown' }).catch((error: unknown) => error);
      sdk.expect(refused).toBeInstanceOf(sdk.Telnyx.UnprocessableEntityError);
      sdk.expect(refused).toMatchObject({ error: { detail: [{ loc: ['body', 'bucket_name'] }] } });
    },
    'POST /ai/embeddings/url': async (sdk) => {
      const bucket_name = await newBucket(sdk, 'sdk-site');
      const { data } = await sdk.client.ai.embeddings.url({ bucket_name, url: 'https://help.example.com/' });
      sdk.holds(data, { task_id: UUID, status: 'queued' });
    },
  },
});
