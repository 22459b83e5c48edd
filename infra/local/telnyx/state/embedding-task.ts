import { randomUUID } from 'node:crypto';
import { iso } from './ids.ts';

/** A task that makes a bucket searchable, in the background. */
export interface EmbeddingTask {
  readonly id: string;
  readonly name: 'embed_bucket' | 'embed_url';
  readonly bucketName: string;
  readonly createdAt: number;
}

/** Milliseconds after which a task is worked on, and done. */
const PROCESSING_AFTER = 500;
const DONE_AFTER = 2_000;

export const createTask = (name: EmbeddingTask['name'], bucketName: string, now: number): EmbeddingTask => ({
  id: randomUUID(),
  name,
  bucketName,
  createdAt: now,
});

export const isDone = (task: EmbeddingTask, now: number) => now - task.createdAt >= DONE_AFTER;

/** The task as Telnyx sends it; `finished_at` stands once it is done. */
export const wireTask = (task: EmbeddingTask, now: number) => ({
  task_id: task.id,
  task_name: task.name,
  status: isDone(task, now) ? 'success' : now - task.createdAt >= PROCESSING_AFTER ? 'processing' : 'queued',
  created_at: iso(task.createdAt),
  ...(isDone(task, now) && { finished_at: iso(task.createdAt + DONE_AFTER) }),
});
