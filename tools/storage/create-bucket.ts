import { z } from 'zod';
import { defineTool, field, InputError, STORAGE_REGIONS } from '../../shared/mcp/tool/index.ts';
import { BucketName } from './support/bucket-and-key.ts';

const Region = z.enum(STORAGE_REGIONS).meta({ shownAs: { type: 'string', description: 'us-east-1, eu-central-1, …' } });

export const createBucket = defineTool({
  name: 'create_bucket',
  title: 'Create a bucket',
  risk: 'write',
  idempotent: true,
  description:
    'Create a private bucket; what is stored in it costs money. Its region cannot be changed; only US regions have links. ' +
    'Its name must be unused by all Telnyx customers.',
  input: z.object({ bucket_name: BucketName, region: Region.default('us-central-1') }),
  output: z.object({ bucket_name: field.text(), region: field.text(), created: field.flag() }),
  run: async ({ bucket_name, region }, { storage }) => {
    const bucket = await storage.createBucket(bucket_name, region);
    if (bucket.region !== region) {
      throw new InputError(
        `The account has ${bucket_name} already, in ${bucket.region}, and a bucket cannot move. Use it there, or choose another name.`,
      );
    }
    return { bucket_name, ...bucket };
  },
});
