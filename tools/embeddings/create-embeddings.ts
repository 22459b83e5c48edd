import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { defineTool, field, path, PublicUrl } from '../../shared/mcp/tool/index.ts';

const Task = z.object({
  task_id: field.text(),
  status: field.text().describe('queued, processing, success, failure or partial_success'),
  task_name: field.text(),
  created_at: field.text(),
});

/** Files and web pages have separate endpoints. Both start a background task. */
export const createEmbeddings = defineTool({
  name: 'create_embeddings',
  title: 'Embed files or a web site',
  risk: 'write',
  description:
    'Make the files of a bucket, or the pages of a web site (up to 5 levels, saved into the bucket), searchable for AI assistants. Costs tokens. ' +
    'Runs in the background: see list_embedded_buckets later. For files also: embedding_model, loader, document_chunk_size.',
  input: z
    .object({
      bucket_name: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'Expected 3 to 63 small letters, digits, dots and hyphens.'),
      url: PublicUrl.optional(),
      document_chunk_size: z.int().min(1).optional(),
      document_chunk_overlap_size: z.int().min(0).optional(),
      embedding_model: z.string().min(1).max(255).optional(),
      loader: z.string().min(1).max(255).optional(),
    })
    .refine(
      ({ url, bucket_name: _, ...options }) => url === undefined || Object.values(options).every((value) => value === undefined),
      'Telnyx takes no chunk sizes, model or loader for a url: leave them out.',
    ),
  rare: ['document_chunk_size', 'document_chunk_overlap_size', 'embedding_model', 'loader'],
  output: Task,
  timeoutMs: 55_000,
  howToCheck: 'See list_embedded_buckets before you try again.',
  run: ({ url, bucket_name, ...options }, { telnyx }) => {
    const common = { answer: field.data(Task, 'task_id'), idempotencyKey: randomUUID() };
    return url === undefined
      ? telnyx.post(path`/ai/embeddings`, { body: { bucket_name, ...options }, ...common })
      : telnyx.post(path`/ai/embeddings/url`, { body: { bucket_name, url }, ...common });
  },
});
