import { listEmbeddedBuckets } from '../../tools/embeddings/list-embedded-buckets.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(listEmbeddedBuckets, {
  requests: ['GET /ai/embeddings/buckets'],
  calls: { least: { args: {} } },
  refused: { 'an argument where there is none': { bucket_name: 'docs' } },
  needs: ['telnyx.read'],
  steps: [
    {
      after: ['create_embeddings'],
      args: async ({ control }) => {
        await control('/clock', { advance_ms: 600_000 });
        return {};
      },
      shows: { buckets: ['journey-docs'] },
    },
  ],
  proofs: {
    'GET /ai/embeddings/buckets': async ({ client, expect }) => {
      expect(Array.isArray((await client.ai.embeddings.buckets.list()).data.buckets)).toBe(true);
    },
  },
});
