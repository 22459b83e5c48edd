import { z } from 'zod';
import { defineTool, field } from '../../shared/mcp/tool/index.ts';
import { BucketName } from './support/bucket-and-key.ts';

export const listBuckets = defineTool({
  name: 'list_buckets',
  title: 'List buckets',
  risk: 'read',
  description: 'List the buckets of Cloud Storage, each with its region. For files: list_files.',
  input: z.object({ bucket_name: BucketName.optional().describe('Only the region of this one') }),
  output: z.object({
    buckets: z.array(z.object({ name: field.text(), region: field.text(), creation_date: field.text() })),
    incomplete: field.text(),
  }),
  run: async ({ bucket_name }, { storage }) => {
    if (bucket_name !== undefined) return { buckets: [{ name: bucket_name, region: await storage.locate(bucket_name) }] };
    const { buckets, unheard } = await storage.listBuckets();
    const silent = unheard.join(', ');
    return { buckets, ...(silent !== '' && { incomplete: `${silent} did not answer: buckets that only it knows are missing.` }) };
  },
});
