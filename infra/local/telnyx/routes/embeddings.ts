import { z } from 'zod';
import type { Call, Reply, Route } from '../operation.ts';
import { data } from '../operation.ts';
import type { EmbeddingTask } from '../state/embedding-task.ts';
import { createTask, isDone, wireTask } from '../state/embedding-task.ts';
import { foundAi, parseAiBody, refuseMember, withAiErrors } from './ai-errors.ts';

const EmbedBucket = z.object({
  bucket_name: z.string(),
  document_chunk_size: z.int().default(1024),
  document_chunk_overlap_size: z.int().default(512),
  embedding_model: z.enum(['thenlper/gte-large', 'intfloat/multilingual-e5-large']).default('thenlper/gte-large'),
  loader: z.enum(['default', 'intercom']).default('default'),
});

const EmbedUrl = z.object({ bucket_name: z.string(), url: z.url({ protocol: /^https?$/ }) });

function begin({ account, now }: Call, name: EmbeddingTask['name'], bucketName: string): Reply {
  if (!account.buckets.has(bucketName)) throw refuseMember('bucket_name', 'Bucket not found');
  const task = createTask(name, bucketName, now);
  account.ai.tasks.set(task.id, task);
  return data({ ...wireTask(task, now), user_id: account.organizationId });
}

/** A bucket is embedded once a task for it is done, and as long as it is there. */
function embeddedBuckets({ account, now }: Call): Reply {
  const done = Array.from(account.ai.tasks.values()).filter((task) => isDone(task, now) && account.buckets.has(task.bucketName));
  return data({ buckets: Array.from(new Set(done.map(({ bucketName }) => bucketName))) });
}

export const embeddingRoutes: readonly Route[] = withAiErrors([
  { method: 'GET', path: '/ai/embeddings/buckets', handle: embeddedBuckets },
  { method: 'POST', path: '/ai/embeddings', handle: (call) => begin(call, 'embed_bucket', parseAiBody(call, EmbedBucket).bucket_name) },
  { method: 'POST', path: '/ai/embeddings/url', handle: (call) => begin(call, 'embed_url', parseAiBody(call, EmbedUrl).bucket_name) },
  {
    method: 'GET',
    path: '/ai/embeddings/{task_id}',
    handle: ({ account, now, param }) => data(wireTask(foundAi(account.ai.tasks.get(param('task_id')), 'Task'), now)),
  },
]);
