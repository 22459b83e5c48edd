import { z } from 'zod';
import { attempted, field, InputError, isComplete, pageOf, path, type ToolContext } from '../../../shared/mcp/tool/index.ts';

const LARGEST_PAGE = 250;

const OwnNumbers = pageOf(z.object({ phone_number: z.string().min(1), status: field.text(), messaging_profile_id: field.text() }));

/** So many numbers to choose from are named. */
const MOST_NAMED = 5;

/**
 * Finds the number that sends where the caller named none: the only one of the account that can text. Nothing is guessed.
 *
 * @throws InputError that names the numbers to choose from, or says how a number becomes able to text
 */
export async function onlySender({ telnyx }: Pick<ToolContext, 'telnyx'>): Promise<string> {
  const listed = await attempted(
    telnyx.get(path`/phone_numbers`, { query: { 'filter[status]': 'active', 'page[size]': LARGEST_PAGE }, answer: OwnNumbers }),
  );
  if ('error' in listed) {
    throw new InputError(`Give from, the number that sends: the list of numbers could not be read now. ${listed.error.message}`);
  }
  const page = listed.value;
  const able = page.data.filter(({ status = 'active', messaging_profile_id: profile = '' }) => status === 'active' && profile !== '');
  // A number that could not be read may be the one that is meant.
  const isWhole = isComplete(page) && (page.total_pages ?? 1) <= 1;
  const [only] = able;
  if (only && able.length === 1 && isWhole) return only.phone_number;
  if (only) {
    const numbers = able.map(({ phone_number }) => phone_number);
    throw new InputError(`Give from: ${named(numbers, isWhole)}.`);
  }
  throw new InputError(isWhole ? NO_SENDER : 'Give from: list_phone_numbers has the numbers of this account.');
}

export const NO_SENDER =
  'No number of this account can text, because none has a messaging profile: update_phone_number assigns one ' +
  '(list_messaging_profiles has them, create_messaging_profile makes one). Numbers to buy: list_available_phone_numbers.';

function named(numbers: readonly string[], isWhole: boolean): string {
  const more = numbers.length > MOST_NAMED || !isWhole ? ', or another of list_phone_numbers' : '';
  return `${numbers.slice(0, MOST_NAMED).join(', ')}${more}`;
}
