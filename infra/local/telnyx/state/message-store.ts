import type { Account } from './account.ts';
import type { Message } from './message.ts';

/** So that a long load does not fill the memory, an account keeps this many messages; the oldest go first. */
const MAX_MESSAGES = 50_000;

/** Keeps a message, and forgets the oldest one beyond the limit. */
export function remember({ messages }: Account, message: Message): void {
  messages.set(message.id, message);
  if (messages.size <= MAX_MESSAGES) return;
  const oldest = messages.keys().next();
  if (!oldest.done) messages.delete(oldest.value);
}
