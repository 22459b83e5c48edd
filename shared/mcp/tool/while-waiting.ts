import type { ToolContext } from './context.ts';

const EVERY_MS = 5_000;

/**
 * Waits for slow work and says every few seconds that it goes on, so that nobody takes the silence for an end.
 * In: what to say; the work. Out: what the work gives. Errors: those of the work.
 */
export async function withProgress<Result>(
  { progress, clock }: Pick<ToolContext, 'progress' | 'clock'>,
  message: string,
  work: Promise<Result>,
): Promise<Result> {
  const startedAt = clock();
  progress(message);
  const timer = setInterval(() => progress(`${message} (${Math.round((clock() - startedAt) / 1000)} s)`), EVERY_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
