import { listBuckets } from '../../tools/storage/list-buckets.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(listBuckets, {
  requests: ['GET /', 'GET /', 'GET /{bucket}?location'],
  s3: true,
  calls: {
    // Two endpoints are asked for all buckets; a bucket's region before the first request to it.
    least: { args: {} },
    full: { args: { bucket_name: 'docs.2026-01' }, requests: ['GET /{bucket}?location'] },
  },
  refused: { 'a path': { bucket_name: '../other' } },
  needs: ['telnyx.read'],
  steps: [
    {
      after: ['create_bucket'],
      args: { bucket_name: 'journey-docs' },
      shows: { buckets: [{ name: 'journey-docs', region: 'us-east-1' }] },
    },
  ],
});
