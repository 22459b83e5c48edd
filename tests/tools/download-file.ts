import { downloadFile } from '../../tools/storage/download-file.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(downloadFile, {
  requests: ['GET /{bucket}?location', 'HEAD /{bucket}/{key}', 'GET /{bucket}/{key}'],
  s3: true,
  calls: {
    least: { args: { bucket_name: 'docs.2026-01', key: 'here' } },
    full: { args: { bucket_name: 'docs.2026-01', key: 'here/faq/öffnung zeiten+1%2e/?#&.txt', mode: 'text', max_bytes: 2 } },
    presigned: {
      args: { bucket_name: 'docs.2026-01', key: 'here/faq/öffnung zeiten+1%2e/?#&.txt', mode: 'presigned_url', ttl_seconds: 604_800 },
      requests: ['GET /{bucket}?location', 'HEAD /{bucket}/{key}', 'POST /storage/buckets/{bucketName}/{objectName}/presigned_url'],
    },
  },
  refused: { 'a path': { key: '../other/a' }, 'a host of its own': { bucket_name: 'evil.example.com:443' } },
  needs: ['telnyx.read'],
  raised: {
    needs: ['telnyx.read', 'telnyx.write'],
    reaching: [{ mode: 'presigned_url' }, { mode: 'Presigned-URL' }, { mode: ['text'] }],
    harmless: [{ mode: null }, { mode: 'auto' }, { mode: 'text' }, { mode: 'base64' }, { mode: '' }, { mode: 'TEXT' }],
  },
  besides: ['GET /{bucket}?location', 'HEAD /{bucket}/{key}'],
  looksFirst: true,
  steps: [
    { after: ['upload_file'], args: { bucket_name: 'journey-docs', key: 'faq/opening hours.txt' }, shows: { text: 'Open Mon-Fri 9-17' } },
    {
      what: 'that came by that URL',
      after: ['upload_file, by a presigned URL'],
      args: async ({ from }) => {
        await fetch(from('upload_file, by a presigned URL', 'url'), { method: 'PUT', body: 'Large' });
        return { bucket_name: 'journey-docs', key: 'large.txt', mode: 'text' };
      },
      shows: { text: 'Large' },
    },
  ],
});
