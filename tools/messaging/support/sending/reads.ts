import { z } from 'zod';
import {
  attempted,
  field,
  isComplete,
  lackingAs,
  pageOf,
  path,
  type TelnyxPath,
  type ToolContext,
} from '../../../../shared/mcp/tool/index.ts';
import type { Read } from './finding.ts';

/** One slow answer must not keep the others from being told. */
const WITHIN_MS = 8_000;
const LARGEST_PAGE = 250;
/** More pages of a list are not read for one question. */
const MOST_PAGES = 8;
/** Telnyx's largest page of detail records. */
const RECORDS_PAGE = 50;
const MOST_RECORD_PAGES = 4;

/** Null or empty says that there is none, a member that is missing says nothing. */
const ProfileId = z.string().nullable().optional().catch(undefined);

const Owned = z.object({ phone_number: z.string().min(1), status: field.text(), messaging_profile_id: ProfileId });
const Reach = field.object({ domestic_two_way: field.flag(), international_outbound: field.flag() });
const Settings = z.object({
  phone_number: z.string().min(1),
  messaging_profile_id: ProfileId,
  // Null says that the number has no texting.
  features: z.object({ sms: Reach.nullable() }).optional().catch(undefined),
});
const ShortCode = z.object({ short_code: z.string().min(1), country_code: field.text(), messaging_profile_id: field.text() });
const Profile = z.object({
  id: field.text(),
  name: field.text(),
  enabled: field.flag(),
  whitelisted_destinations: field.texts(),
  daily_spend_limit: field.text(),
  daily_spend_limit_enabled: field.flag(),
});
const OptOut = z.object({ to: z.string().min(1), created_at: field.text() });
const Balance = z.object({ balance: field.text(), credit_limit: field.text(), available_credit: field.text(), currency: field.text() });
const Sent = z.object({ cost: field.text() });
const Assignment = z.object({
  campaignId: field.text(),
  telnyxCampaignId: field.text(),
  brandId: field.text(),
  assignmentStatus: field.text(),
  failureReasons: field.text(),
});
const Campaign = z.object({
  campaignId: field.text(),
  tcrCampaignId: field.text(),
  status: field.text(),
  campaignStatus: field.text(),
  failureReasons: field.text(),
  isTMobileSuspended: field.flag(),
});
const Brand = z.object({ displayName: field.text(), status: field.text(), identityStatus: field.text(), failureReasons: field.text() });
const Verification = z.object({
  verificationStatus: field.text(),
  reason: field.text(),
  updatedAt: field.text(),
  phoneNumbers: field.list(z.object({ phoneNumber: field.text() })),
});
const Verifications = z.object({ records: field.items(Verification) });

export type Owned = z.output<typeof Owned>;
export type Settings = z.output<typeof Settings>;
export type ShortCode = z.output<typeof ShortCode>;
export type Profile = z.output<typeof Profile>;
export type OptOut = z.output<typeof OptOut>;
export type Balance = z.output<typeof Balance>;
export type Assignment = z.output<typeof Assignment>;
export type Campaign = z.output<typeof Campaign>;
export type Brand = z.output<typeof Brand>;
export type Verification = z.output<typeof Verification>;

/** A list that was read as far as it is worth it. */
export interface Part<Item> {
  readonly items: readonly Item[];
  readonly isWhole: boolean;
}

/** What Telnyx knows that decides whether a text goes. Nothing is asked twice, and an error is an answer. */
export type SendingReads = ReturnType<typeof sendingReads>;

type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export function sendingReads({ telnyx }: Pick<ToolContext, 'telnyx'>) {
  const asked = new Map<string, Promise<unknown>>();
  const once = <Value>(name: string, ask: () => Promise<Value>): Promise<Read<Value>> => {
    // The value was made from its name.
    const known = asked.get(name) as Promise<Read<Value>> | undefined;
    const made = known ?? attempted(ask());
    asked.set(name, made);
    return made;
  };
  // The id came from Telnyx: one that makes no path is an error of this read.
  const one = <Value extends object>(name: string, where: () => TelnyxPath, answer: z.ZodType<Value>) =>
    once(name, async () => telnyx.get(where(), { answer, withinMs: WITHIN_MS }));
  const part = async <Item extends z.ZodType>(where: TelnyxPath, item: Item, query: Query, size = LARGEST_PAGE, most = MOST_PAGES) => {
    const answer = pageOf(item);
    const page = (number: number) =>
      telnyx.get(where, { query: { ...query, 'page[number]': number, 'page[size]': size }, answer, withinMs: WITHIN_MS });
    const first = await page(1);
    const pages = Math.min(first.total_pages ?? 1, most);
    const others = await Promise.all(Array.from({ length: Math.max(pages - 1, 0) }, (_, at) => page(at + 2)));
    const all = [first, ...others];
    return {
      items: all.flatMap(({ data }) => data),
      isWhole: (first.total_pages ?? 1) <= most && all.every((read) => isComplete(read)),
    } satisfies Part<z.output<Item>>;
  };
  const list = <Item extends z.ZodType>(name: string, ...asking: Parameters<typeof part<Item>>) => once(name, () => part(...asking));
  const tolerant = { handle_messaging_profile_error: true };
  return {
    /** The account's number, where it is one. The filter finds parts of numbers, too. */
    owned: (number: string) =>
      list(`owned ${number}`, path`/phone_numbers`, Owned, { 'filter[phone_number]': number.slice(1), ...tolerant }, 20, 1),
    active: () => list('active', path`/phone_numbers`, Owned, { 'filter[status]': 'active', ...tolerant }, LARGEST_PAGE, 1),
    settings: (numbers: readonly string[]) =>
      list(`settings ${numbers.join()}`, path`/phone_numbers/messaging`, Settings, { 'filter[phone_number]': numbers }, LARGEST_PAGE, 1),
    /** Numbers of another provider whose texts Telnyx carries. */
    hosted: (number: string) =>
      list(`hosted ${number}`, path`/messaging_hosted_numbers`, Settings, { 'filter[phone_number]': number }, LARGEST_PAGE, 1),
    shortCodes: () => list('short codes', path`/short_codes`, ShortCode, {}),
    profiles: () => list('profiles', path`/messaging_profiles`, Profile, {}, LARGEST_PAGE, 1),
    profile: (id: string) => one(`profile ${id}`, () => path`/messaging_profiles/${id}`, field.data(Profile, 'id')),
    optOuts: (profileId: string) =>
      list(`opt-outs ${profileId}`, path`/messaging_optouts`, OptOut, { 'filter[messaging_profile_id]': profileId }),
    /** What the profile has sent since midnight, UTC. */
    sentToday: (profileId: string) =>
      list(
        `sent ${profileId}`,
        path`/detail_records`,
        Sent,
        {
          'filter[record_type]': 'messaging',
          'filter[date_range]': 'today',
          'filter[direction]': 'outbound',
          'filter[profile_id]': profileId,
        },
        RECORDS_PAGE,
        MOST_RECORD_PAGES,
      ),
    balance: () => one('balance', () => path`/balance`, field.data(Balance, 'balance')),
    assignment: (number: string) =>
      one(`assignment ${number}`, () => path`/10dlc/phone_number_campaigns/${number}`, field.data(Assignment, 'campaignId')),
    campaign: (id: string) => one(`campaign ${id}`, () => path`/10dlc/campaign/${id}`, field.data(Campaign, 'campaignId')),
    /** One that another company shares with this account. */
    sharedCampaign: (id: string) =>
      one(`sharedCampaign ${id}`, () => path`/10dlc/partner_campaigns/${id}`, field.data(Campaign, 'tcrCampaignId')),
    brand: (id: string) => one(`brand ${id}`, () => path`/10dlc/brand/${id}`, field.data(Brand, 'displayName')),
    verifications: (number: string) =>
      once(`verifications ${number}`, async () => {
        const query = { page: 1, page_size: 20, phone_number: number };
        const where = path`/messaging_tollfree/verification/requests`;
        const { records } = await telnyx.get(where, { query, answer: Verifications, withinMs: WITHIN_MS });
        // Whatever the filter did.
        const own = ({ phoneNumbers = [] }: Verification) => phoneNumbers.some(({ phoneNumber }) => phoneNumber === number);
        return lackingAs({ requests: records.filter(own) }, records);
      }),
  };
}
