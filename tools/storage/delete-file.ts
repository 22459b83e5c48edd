import { z } from 'zod';
import { defineTool, field } from '../../shared/mcp/tool/index.ts';
import { BucketName, FileKey } from './support/bucket-and-key.ts';

export const deleteFile = defineTool({
  name: 'delete_file',
  title: 'Delete a file',
  risk: 'destructive',
  description:
    'Delete a file for good; in an embedded bucket its embeddings go too. deleted is true also where there was no such file: check the key with list_files first.',
  input: z.object({ bucket_name: BucketName, key: FileKey }),
  output: z.object({ bucket: field.text(), key: field.text(), deleted: field.flag() }),
  run: async ({ bucket_name, key }, { storage }) => {
    await storage.delete(bucket_name, key);
    return { bucket: bucket_name, key, deleted: true };
  },
});
