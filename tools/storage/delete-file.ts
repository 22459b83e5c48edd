import { z } from 'zod';
import { defineTool, field } from '../../shared/mcp/tool/index.ts';
import { BucketName, FileKey } from './support/bucket-and-key.ts';

export const deleteFile = defineTool({
  name: 'delete_file',
  title: 'Delete a file',
  risk: 'destructive',
  description:
    'Delete a file for good; in an embedded bucket its embeddings go too. deleted is true also where there was none: see list_files first.',
  input: z.object({ bucket_name: BucketName, key: FileKey }),
  output: z.object({ bucket_name: field.text(), key: field.text(), deleted: field.flag() }),
  run: async ({ bucket_name, key }, { storage }) => {
    await storage.delete(bucket_name, key);
    return { bucket_name, key, deleted: true };
  },
});
