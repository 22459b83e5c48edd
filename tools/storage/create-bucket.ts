import { z } from 'zod';
import { defineTool, field, STORAGE_REGIONS } from '../../shared/mcp/tool/index.ts';
import { BucketName } from './support/bucket-and-key.ts';

export const createBucket = defineTool({
  name: 'create_bucket',
  title: 'Create a bucket',
  risk: 'write',
  idempotent: true,
  description:
    'Create a private bucket; what is stored in it costs money. Its region is for good, and presigned URLs work in US regions only. ' +
    'Its name must be unused by any Telnyx customer. created is false where it is yours already.',
  input: z.object({ bucket_name: BucketName, region: z.enum(STORAGE_REGIONS).default('us-central-1') }),
  output: z.object({ bucket: field.text(), region: field.text(), created: field.flag() }),
  run: async ({ bucket_name, region }, { storage }) => ({
    bucket: bucket_name,
    region,
    created: await storage.createBucket(bucket_name, region),
  }),
});
