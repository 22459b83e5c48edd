import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';

const Buckets = z.object({ buckets: z.preprocess((list) => (list === null ? [] : list), field.texts()) });

export const listEmbeddedBuckets = defineTool({
  name: 'list_embedded_buckets',
  title: 'List embedded buckets',
  risk: 'read',
  description: 'List the buckets whose files AI assistants can search. All: list_buckets.',
  input: z.object({}),
  output: Buckets,
  run: (_input, { telnyx }) => telnyx.get(path`/ai/embeddings/buckets`, { answer: field.data(Buckets, 'buckets') }),
});
