import { costlyRange, countryName, loadNumberPlan, type PlannedNumber } from '../../../../shared/mcp/tool/index.ts';
import { finding, type Finding } from './finding.ts';

/** Whom a text is for. */
export interface Recipient {
  /** +E.164 or a short code. */
  readonly address: string;
  readonly isShortCode: boolean;
  /** ISO 3166-1 alpha-2, the likeliest first; empty: unknown. */
  readonly countries: readonly string[];
  readonly finding: Finding;
}

const LOOKUP = 'lookup_number tells what it is.';

export const planOf = async (number: string): Promise<PlannedNumber> => (await loadNumberPlan())(number);

export async function recipientOf(address: string): Promise<Recipient> {
  const isShortCode = !address.startsWith('+');
  const { countries, type } = isShortCode ? { countries: [], type: undefined } : await planOf(address);
  const costly = costlyRange(address);
  const where = countries[0] === undefined ? undefined : countryName(countries[0]);
  const found = [where, type?.replaceAll('_', ' ')].filter((word) => word !== undefined).join(', ');
  const say = (state: Finding['state'], reason?: string) => ({
    ...{ address, isShortCode, countries },
    finding: finding('recipient', state, isShortCode ? 'short code' : found, reason),
  });
  if (isShortCode)
    return say(
      'unsure',
      `Not every short code takes texts from numbers: ask whoever runs ${address}, or send one text and read get_message.`,
    );
  if (costly || type === 'premium' || type === 'shared_cost' || type === 'personal')
    return say(
      'no',
      `${address} is a ${(costly?.cost ?? type ?? '').replaceAll('_', ' ')} number, to which this server sends nothing. Ask for another number.`,
    );
  if (countries.length === 0) return say('unsure', `${address} fits no numbering plan. Check it; ${LOOKUP}`);
  if (type === 'fixed_line')
    return say('no', `${address} is a landline, which takes no texts (Telnyx: 40001). Ask for a mobile number; ${LOOKUP}`);
  return say('ok');
}
