import { InputError, MessageRecipient, PhoneNumber, type ReachedBy } from '../../../shared/mcp/tool/index.ts';

/** A SIP address, or a name that Telnyx resolves: no telephone number. */
const NO_NUMBER = /^[a-z]+:|@|[a-z]{3}/i;

/**
 * Checks the numbers that a call reaches or buys. They are not rewritten in place, because their arguments differ from operation to operation: the
 * error says how to write them.
 *
 * @throws InputError
 */
export function checkNumbers({ to, bought }: ReachedBy, isMessage: boolean): void {
  for (const number of to) check(number, isMessage ? MessageRecipient : PhoneNumber);
  for (const number of bought) check(number, PhoneNumber);
}

function check(number: string, schema: typeof PhoneNumber): void {
  if (NO_NUMBER.test(number)) return;
  const parsed = schema.safeParse(number);
  if (!parsed.success) throw new InputError(`${number}: ${parsed.error.issues.map(({ message }) => message).join(' ')}`);
  if (parsed.data !== number) throw new InputError(`${number}: Write it as ${parsed.data}.`);
}
