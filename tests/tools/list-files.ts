import { listFiles } from '../../tools/storage/list-files.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(listFiles, {
  requests: ['GET /{bucket}?location', 'GET /{bucket}'],
  s3: true,
  calls: {
    least: { args: { bucket_name: 'docs.2026-01' } },
    full: { args: { bucket_name: 'docs.2026-01', prefix: 'faq/ü &=+', delimiter: '/', limit: 1000, cursor: 't:a+b/c==' } },
  },
  refused: { 'a path': { bucket_name: 'docs/../other' }, 'a cursor of its own': { cursor: '&prefix=' } },
  needs: ['telnyx.read'],
  besides: ['GET /{bucket}?location'],
  steps: [
    {
      after: ['upload_file'],
      args: { bucket_name: 'journey-docs', prefix: 'faq/' },
      shows: { files: [{ key: 'faq/opening hours.txt', size: 17 }], truncated: false },
    },
  ],
});
