import { createBucket } from '../../tools/storage/create-bucket.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(createBucket, {
  requests: ['GET /{bucket}?location', 'GET /{bucket}?location', 'PUT /{bucket}'],
  s3: true,
  calls: { least: { args: { bucket_name: 'new' } }, full: { args: { bucket_name: 'new-docs.2026-01', region: 'eu-central-1' } } },
  refused: { 'a path': { bucket_name: 'a/../b' }, 'a host of its own': { region: 'evil.example.com/' } },
  needs: ['telnyx.write'],
  // Whether it is there already: two endpoints are asked.
  besides: ['GET /{bucket}?location'],
  looksFirst: true,
  steps: [
    {
      args: { bucket_name: 'journey-docs', region: 'us-east-1' },
      shows: { bucket_name: 'journey-docs', region: 'us-east-1', created: true },
    },
  ],
});
