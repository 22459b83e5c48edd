import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';

const Buckets = z.object({ buckets: field.texts() });

export const listEmbeddedBuckets = defineTool({
  name: 'list_embedded_buckets',
  title: 'List embedded buckets',
  risk: 'read',
  description: 'List the storage buckets whose files an AI assistant can search. All buckets: list_buckets.',
  input: z.object({}),
  output: Buckets,
  run: (_input, { telnyx }) => telnyx.get(path`/ai/embeddings/buckets`, { answer: field.data(Buckets, 'buckets') }),
});
