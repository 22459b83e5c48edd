import { z } from 'zod';
import { defineTool, DisclosedRecord, field, OpenRecord, path, PhoneNumber } from '../../shared/mcp/tool/index.ts';
import { word } from './support/words.ts';

const DataSets = {
  carrier: field.object({
    name: field.text(),
    normalized_carrier: field.text(),
    type: field.text().describe('mobile, voip, fixed line, toll free, …'),
    mobile_country_code: field.text(),
    mobile_network_code: field.text(),
    error_code: field.text(),
  }),
  caller_name: field.object({ caller_name: field.text(), error_code: field.text() }),
  portability: field.object({
    line_type: field.text(),
    ported_status: field.text(),
    ported_date: field.text(),
    spid_carrier_name: field.text(),
    city: field.text(),
    state: field.text(),
    lrn: field.text(),
    ocn: field.text(),
  }),
};

const Format = { phone_number: field.text(), valid_number: field.flag(), country_code: field.text(), national_format: field.text() };

const NumberLookup = z.object({
  ...Format,
  ...DataSets,
  others: OpenRecord.optional().describe('Other data sets that were asked for'),
});

/** Members that Telnyx does not use. */
const UNUSED: ReadonlySet<string> = new Set(['record_type', 'fraud', 'nnid_override']);

/** Telnyx has more data sets than its API reference lists. They come under names of their own. */
const Answer = z
  .looseObject({ ...Format, ...DataSets })
  .transform(({ phone_number, valid_number, country_code, national_format, carrier, caller_name, portability, ...rest }) => ({
    phone_number,
    valid_number,
    country_code: country_code || undefined,
    national_format: national_format || undefined,
    carrier: known(carrier, { normalized_carrier: isSameName(carrier?.name, carrier?.normalized_carrier) }),
    caller_name: known(caller_name),
    // With a carrier, its company is named already.
    portability: known(portability, {
      line_type: portability?.line_type === carrier?.type,
      spid_carrier_name: carrier?.name,
      ocn: carrier?.name,
    }),
    others: known(DisclosedRecord.parse(Object.fromEntries(Object.entries(rest).filter(([name]) => !UNUSED.has(name))))),
  }));

/**
 * Leaves out what Telnyx does not know, which it writes as "".
 *
 * @param said by member: whether another one says the same already
 * @returns undefined if nothing is left
 */
function known(data: object | undefined, said: Readonly<Record<string, unknown>> = {}): Record<string, unknown> | undefined {
  const members = Object.entries(data ?? {}).filter(([name, value]) => value !== undefined && value !== '' && !said[name]);
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

const letters = (name: string | undefined) => (name ?? '').toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** "T-MOBILE USA, INC." and "T-Mobile USA". */
const isSameName = (full: string | undefined, short: string | undefined) => letters(full).startsWith(letters(short));

const asList = (given: unknown) => (typeof given === 'string' ? [given] : given);

export const lookupNumber = defineTool({
  name: 'lookup_number',
  title: 'Look up a phone number',
  risk: 'read',
  guard: { counts: 'lookups' },
  paid: true,
  description:
    'Look up any number: whether it is valid, country, portability (North America). Costs a little, each type more. ' +
    'Canada: only once Telnyx has enabled it.',
  input: z.object({
    phone_number: PhoneNumber,
    type: z
      .preprocess(asList, z.array(word('-')).min(1).max(100))
      .optional()
      .describe('carrier (line type), caller-name'),
  }),
  output: NumberLookup,
  strangersWrote: ({ caller_name, others }) => caller_name?.caller_name !== undefined || others !== undefined,
  run: ({ phone_number, type }, { telnyx }) =>
    telnyx.get(path`/number_lookup/${phone_number}`, {
      query: { type: type && { each: type } },
      answer: field.data(Answer, 'phone_number'),
    }),
});
