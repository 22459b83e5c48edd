import { z } from 'zod';
import { defineTool, field, lacking } from '../../shared/mcp/tool/index.ts';
import { BucketName } from './support/bucket-and-key.ts';

export const listBuckets = defineTool({
  name: 'list_buckets',
  title: 'List buckets',
  risk: 'read',
  description: 'List the buckets of Cloud Storage with their regions. Files: list_files.',
  input: z.object({ bucket_name: BucketName.optional().describe('Only this one') }),
  output: z.object({
    buckets: z.array(z.object({ name: field.text(), region: field.text(), creation_date: field.text() })),
  }),
  run: async ({ bucket_name }, { storage }) => {
    if (bucket_name !== undefined) return { buckets: [{ name: bucket_name, region: await storage.locate(bucket_name) }] };
    const { buckets, unheard, unreadable } = await storage.listBuckets();
    const silent = unheard.join(', ');
    const incomplete = silent === '' ? undefined : `${silent} did not answer: buckets that only it knows are missing.`;
    return lacking({ buckets, incomplete }, { leftOut: unreadable });
  },
});
