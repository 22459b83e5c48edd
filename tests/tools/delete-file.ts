import { deleteFile } from '../../tools/storage/delete-file.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(deleteFile, {
  requests: ['GET /{bucket}?location', 'DELETE /{bucket}/{key}'],
  s3: true,
  calls: { least: { args: { bucket_name: 'docs.2026-01', key: 'a' } }, odd: { args: { bucket_name: 'docs.2026-01', key: '//a//b c/' } } },
  refused: { 'a path': { key: '..' }, 'half a character': { key: 'a\ud800' } },
  needs: ['telnyx.write'],
  besides: ['GET /{bucket}?location'],
  steps: [
    {
      after: ['list_files', 'download_file', 'create_embeddings'],
      args: { bucket_name: 'journey-docs', key: 'faq/opening hours.txt' },
      shows: { key: 'faq/opening hours.txt', deleted: true },
    },
  ],
});
