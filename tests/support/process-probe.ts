import { z } from 'zod';
import type { run } from './running-app.ts';

/** Arguments for Node with which {@link probe} can look into a process. */
export const PROBED = ['--inspect=127.0.0.1:0'] as const;

/** What a process holds once all garbage is gone. */
export interface Holdings {
  /** Bytes in JavaScript objects, buffers outside the heap, and the whole resident set. */
  readonly heap: number;
  readonly external: number;
  readonly resident: number;
  /** Open sockets, servers, timers and the like by kind (`process.getActiveResourcesInfo`). */
  readonly handles: Readonly<Record<string, number>>;
}

export interface Probe {
  /** Collects garbage in that process, then counts. */
  holdings(): Promise<Holdings>;
  close(): void;
}

const Holding = z.object({ heap: z.number(), external: z.number(), resident: z.number(), handles: z.record(z.string(), z.number()) });
const Answer = z.object({
  id: z.number(),
  error: z.object({ message: z.string() }).optional(),
  result: z.object({ result: z.object({ value: z.unknown() }).optional() }).optional(),
});

const COUNT = `(() => {
  const { heapUsed, external, rss } = process.memoryUsage();
  const handles = {};
  for (const name of process.getActiveResourcesInfo()) handles[name] = (handles[name] ?? 0) + 1;
  return { heap: heapUsed, external, resident: rss, handles };
})()`;

/** @returns a view into it through Node's own inspector (Chrome DevTools Protocol); the program knows nothing of it. */
export async function probe(program: ReturnType<typeof run>): Promise<Probe> {
  const [, url = ''] = await program.line(/^Debugger listening on (ws:\S+)$/);
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error(`No inspector at ${url}`));
  });
  let last = 0;
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  socket.onmessage = ({ data }) => {
    const answer = Answer.safeParse(JSON.parse(String(data)));
    if (!answer.success) return;
    const { id, error, result } = answer.data;
    if (error) waiting.get(id)?.reject(new Error(error.message));
    else waiting.get(id)?.resolve(result?.result?.value);
    waiting.delete(id);
  };
  socket.onclose = () => {
    for (const { reject } of waiting.values()) reject(new Error('The process has ended.'));
  };
  const ask = (method: string, params: object = {}) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params }));
    });
  return {
    async holdings() {
      // Twice: what only finalizers let go of is gone after the second.
      await ask('HeapProfiler.collectGarbage');
      await ask('HeapProfiler.collectGarbage');
      return Holding.parse(await ask('Runtime.evaluate', { expression: COUNT, returnByValue: true }));
    },
    close: () => socket.close(),
  };
}
