import { z } from 'zod';
import {
  attempted,
  field,
  ignoringError,
  InputError,
  isComplete,
  pageOf,
  path,
  visibleMembers,
  type ToolContext,
} from '../../../shared/mcp/tool/index.ts';
import { TOLERATE_MESSAGING_ERRORS } from '../../phone-numbers/support/phone-number.ts';

const OwnNumber = z.object({ phone_number: field.text(), connection_id: field.text(), connection_name: field.text() });
const Application = z.object({ id: field.text(), application_name: field.text(), active: field.flag() });

type Telnyx = Pick<ToolContext, 'telnyx'>;

/** As many as one look needs. */
const PAGE = { 'page[number]': 1, 'page[size]': 20 };

async function ownNumbers({ telnyx }: Telnyx, filter: Readonly<Record<string, string>>) {
  const page = await telnyx.get(path`/phone_numbers`, {
    query: { ...filter, ...PAGE, ...TOLERATE_MESSAGING_ERRORS },
    answer: pageOf(OwnNumber),
  });
  return { numbers: visibleMembers(page.data), isAll: isComplete(page) && page.next_page === undefined };
}

/** @returns the error for a call without a calling number, with the numbers that it may be made from */
export async function noCaller(context: Telnyx): Promise<InputError> {
  const listed = await attempted(ownNumbers(context, { 'filter[status]': 'active' }));
  if ('error' in listed) {
    return new InputError(`Give from, the number that calls: the list of numbers could not be read now. ${listed.error.message}`);
  }
  const { numbers, isAll } = listed.value;
  const connected = numbers.filter(({ connection_id }) => connection_id);
  const [first, ...others] = (connected.length > 0 ? connected : numbers).flatMap(({ phone_number }) => phone_number ?? []);
  if (first === undefined) {
    return new InputError('Missing argument: from. This account has no active number: buy one (list_available_phone_numbers).');
  }
  if (others.length === 0 && isAll) {
    const only = connected.length > 0 ? 'the only number of this account that can call' : 'the only number of this account';
    return new InputError(`Give from: "${first}", ${only}.`);
  }
  return new InputError(`Give from, a number of this account, such as ${[first, ...others.slice(0, 4)].join(', ')} (list_phone_numbers).`);
}

/**
 * Finds the call control application that a number is assigned to.
 *
 * @param from +E.164
 * @throws InputError with the next step, where the number has none
 */
export async function connectionOf(context: Telnyx, from: string): Promise<string> {
  const { numbers } = await ownNumbers(context, { 'filter[phone_number]': from.slice(1) });
  const own = numbers.find(({ phone_number }) => phone_number === from);
  if (!own) {
    throw new InputError(
      `This account has no number ${from}: take one from list_phone_numbers. ` +
        'A caller ID that was verified with Telnyx needs a connection_id from list_call_control_applications.',
    );
  }
  const { connection_id, connection_name = 'without a name' } = own;
  if (!connection_id) {
    throw new InputError(`${from} has no connection. ${await otherConnection(context)} Or assign one: update_phone_number connection_id.`);
  }
  if (await isApplication(context, connection_id)) return connection_id;
  throw new InputError(
    `The connection of ${from} (${connection_id}, ${connection_name}) is no call control application. ` +
      `${await otherConnection(context)} Or assign one to the number: update_phone_number connection_id.`,
  );
}

/** Whether Telnyx knows a call control application with this id: what it says of it does not matter. */
function isApplication({ telnyx }: Telnyx, id: string): Promise<boolean> {
  const known = telnyx.get(path`/call_control_applications/${id}`, { answer: z.unknown().transform(() => true) });
  return ignoringError(({ status }) => status === 404 || status === 422, known, false);
}

/** What to give as connection_id instead. */
async function otherConnection({ telnyx }: Telnyx): Promise<string> {
  const { data, next_page } = await telnyx.get(path`/call_control_applications`, { query: PAGE, answer: pageOf(Application) });
  const [only, ...others] = visibleMembers(data).filter(({ id, active }) => id !== undefined && active !== false);
  if (!only) return 'Make a call control application to call with: create_call_control_application.';
  if (others.length > 0 || next_page !== undefined) return 'Give a connection_id from list_call_control_applications.';
  return `Give connection_id: "${only.id}" (${only.application_name ?? 'the only call control application'}).`;
}
