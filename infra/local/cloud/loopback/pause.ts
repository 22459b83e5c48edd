import { setTimeout as delay } from 'node:timers/promises';

/** Waits `ms` milliseconds, or less when the server closes: its socket is gone then, so what follows reaches nobody. */
export async function pause(ms: number, closing: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal: closing }).catch(() => undefined);
}
