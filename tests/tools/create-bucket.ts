import { createBucket } from '../../tools/storage/create-bucket.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(createBucket, {
  requests: ['PUT /{bucket}'],
  s3: true,
  calls: { least: { args: { bucket_name: 'abc' } }, full: { args: { bucket_name: 'docs.2026-01', region: 'eu-central-1' } } },
  refused: { 'a path': { bucket_name: 'a/../b' }, 'a host of its own': { region: 'evil.example.com/' } },
  needs: ['telnyx.write'],
  // After an error: whose bucket it is that has this name.
  besides: ['GET /{bucket}?location'],
  steps: [
    { args: { bucket_name: 'journey-docs', region: 'us-east-1' }, shows: { bucket: 'journey-docs', region: 'us-east-1', created: true } },
  ],
});
