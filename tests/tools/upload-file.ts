import { uploadFile } from '../../tools/storage/upload-file.ts';
import { newBucket } from './support/account.ts';
import { ISO_TIME } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(uploadFile, {
  requests: ['GET /{bucket}?location', 'PUT /{bucket}/{key}'],
  s3: true,
  calls: {
    least: { args: { bucket_name: 'docs.2026-01', key: 'a', content: '' } },
    full: {
      args: {
        bucket_name: 'docs.2026-01',
        key: 'faq/öffnung zeiten+1%2e/?#&.txt',
        content_base64: 'AP8=',
        content_type: 'image/png; v=1',
        if_absent: true,
      },
      requests: ['GET /{bucket}?location', 'HEAD /{bucket}/{key}', 'PUT /{bucket}/{key}'],
    },
    presigned: {
      args: { bucket_name: 'docs.2026-01', key: 'faq/öffnung zeiten+1%2e/?#&.txt', presigned: true, ttl_seconds: 604_800 },
      requests: ['GET /{bucket}?location', 'POST /storage/buckets/{bucketName}/{objectName}/presigned_url'],
    },
  },
  refused: { 'a path': { key: 'a/../../other/b' }, 'a header': { content_type: 'text/plain\r\nx-amz-acl: public-read' } },
  needs: ['telnyx.write'],
  besides: ['GET /{bucket}?location', 'HEAD /{bucket}/{key}'],
  looksFirst: true,
  steps: [
    {
      after: ['create_bucket'],
      args: { bucket_name: 'journey-docs', key: 'faq/opening hours.txt', content: 'Open Mon-Fri 9-17', content_type: 'text/plain' },
      shows: { key: 'faq/opening hours.txt', size: 17 },
    },
    {
      what: 'by a presigned URL',
      after: ['create_bucket'],
      args: { bucket_name: 'journey-docs', key: 'large.txt', presigned: true },
      shows: (expect) => ({ url: expect.stringMatching(/^http/), expires_at: expect.stringMatching(/^\d{4}-/) }),
    },
  ],
  proofs: {
    'POST /storage/buckets/{bucketName}/{objectName}/presigned_url': async (sdk) => {
      const bucketName = await newBucket(sdk, 'sdk-presigned');
      const { content } = await sdk.client.storage.buckets.createPresignedURL('faq.txt', { bucketName, body: { ttl: 60 } });
      sdk.holds(content, { token: /./, expires_at: ISO_TIME });
      const file = await fetch(content?.presigned_url ?? '');
      sdk.expect([file.status, await file.text()]).toEqual([200, 'Open Mon-Fri']);
    },
  },
});
