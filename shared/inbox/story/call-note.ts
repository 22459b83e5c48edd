import type { CallEvent } from '../event/index.ts';

/** @returns what an event of a call tells beside its name, in one line; "" where it tells nothing */
export function callNote({ name, status, conversationSeconds, digits, answeredBy, said, detail }: CallEvent): string {
  return [
    // That the cost is known shows.
    name === 'cost' && status === 'success' ? undefined : status,
    answeredBy,
    conversationSeconds === undefined ? undefined : `${conversationSeconds} s`,
    digits,
    said?.text,
    detail,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}
