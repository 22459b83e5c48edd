import type { z } from 'zod';
import { CallDestination, InputError, MessageRecipient, PhoneNumber, type ReachedBy } from '../../../shared/mcp/tool/index.ts';

/**
 * Checks whom a call reaches and what numbers it buys, by the rules of the typed tools. They are not rewritten in place, because their arguments
 * differ from operation to operation: the error says how to write them.
 *
 * @throws InputError
 */
export function checkNumbers({ to, bought }: ReachedBy, isMessage: boolean): void {
  for (const address of to) check(address, isMessage ? MessageRecipient : CallDestination);
  for (const number of bought) check(number, PhoneNumber);
}

function check(address: string, schema: z.ZodType<string>): void {
  const parsed = schema.safeParse(address);
  if (!parsed.success) throw new InputError(`${address}: ${parsed.error.issues.map(({ message }) => message).join(' ')}`);
  if (parsed.data !== address) throw new InputError(`${address}: Write it as ${parsed.data}.`);
}
