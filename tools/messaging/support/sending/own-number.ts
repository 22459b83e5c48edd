import { isUsaOrCanada } from '../../../../shared/mcp/tool/index.ts';
import { finding, judged, unread, type Finding, type Read } from './finding.ts';
import { ofProfile, ofServer, type Asking } from './common-findings.ts';
import type { Owned, Part } from './reads.ts';
import { planOf } from './recipient.ts';
import { assignmentRule, brandRule, campaignRule, verificationRule } from './registration-rules.ts';
import * as rules from './settings-rules.ts';

/** @param batch numbers of the list of active ones, of which this is one: their settings are asked for in one request */
export async function ofNumber(from: string, asking: Asking, batch?: readonly string[]): Promise<readonly Finding[]> {
  const { to } = asking;
  const { type, countries } = await planOf(from);
  const isTollFree = type === 'toll_free';
  const isLongCode = from.startsWith('+1') && !isTollFree;
  const [{ isOurs, findings }, registered, server] = await Promise.all([
    atTelnyx({ from, countries, batch }, asking),
    isLongCode && to.countries[0] === 'US'
      ? registration(from, asking, countries.includes('CA'))
      : isTollFree && isUsaOrCanada(to.address)
        ? tollFree(from, asking)
        : [],
    ofServer(asking, { from }),
  ]);
  return [...findings, ...(isOurs ? registered : []), ...server];
}

interface Asked {
  readonly from: string;
  readonly countries: readonly string[];
  readonly batch: readonly string[] | undefined;
}

const itemOf = <Item extends { readonly phone_number: string }>(read: Read<Part<Item>> | undefined, number: string): Item | undefined =>
  read && 'value' in read ? read.value.items.find(({ phone_number }) => phone_number === number) : undefined;

const isWhole = (read: Read<Part<unknown>>) => 'value' in read && read.value.isWhole;

/** What the account has of a number: itself, its texting, its messaging profile. */
async function atTelnyx({ from, countries, batch }: Asked, asking: Asking): Promise<{ isOurs: boolean; findings: readonly Finding[] }> {
  const { reads, to } = asking;
  const [owned, settings] = await Promise.all([batch ? reads.active() : reads.owned(from), reads.settings(batch ?? [from])]);
  const [mine, setting] = [itemOf(owned, from), itemOf(settings, from)];
  const hosted = 'value' in owned && mine === undefined && setting === undefined ? await reads.hosted(from) : undefined;
  const theirs = itemOf(hosted, from);
  const known = setting ?? theirs;

  const unreadHosted = hosted && 'error' in hosted ? hosted.error : undefined;
  const number = judged('number', owned, () => numberFinding(from, mine, known !== undefined, unreadHosted));
  if (number.found === NOT_OWNED) return { isOurs: false, findings: [number] };
  const texting = theirs
    ? rules.textingRule(from, theirs, countries, to)
    : judged('texting', settings, () => rules.textingRule(from, setting, countries, to));
  const profileId = mine?.messaging_profile_id || known?.messaging_profile_id;
  const isTold = [mine, known].some((each) => each?.messaging_profile_id !== undefined) || (mine !== undefined && isWhole(owned));
  const profile = profileId
    ? await ofProfile(profileId, from, asking)
    : [isTold ? rules.NO_PROFILE(from, 'update_phone_number') : untold('error' in owned ? owned : settings)];
  return { isOurs: true, findings: [number, texting, ...profile] };
}

const NOT_OWNED = 'not owned';

const untold = (read: Read<unknown>): Finding =>
  'error' in read
    ? unread('profile', read.error)
    : finding('profile', 'unsure', undefined, 'Telnyx could not tell the messaging profile of this number: get_phone_number shows it.');

function numberFinding(from: string, mine: Owned | undefined, isHosted: boolean, error: Error | undefined): Finding {
  if (mine) return rules.numberRule(from, mine);
  if (isHosted) return finding('number', 'ok', 'hosted: Telnyx carries its texts alone');
  if (error) return unread('number', error);
  const next = 'Choose one of list_phone_numbers, or buy one (list_available_phone_numbers, create_number_order).';
  return finding('number', 'no', NOT_OWNED, `This account has no number ${from}. ${next}`);
}

async function registration(from: string, { reads }: Asking, isCanadian: boolean): Promise<readonly Finding[]> {
  const read = await reads.assignment(from);
  const assigned = assignmentRule(read, isCanadian);
  if (assigned.state !== 'ok' || 'error' in read) return [assigned];
  const { campaignId = '', telnyxCampaignId, brandId } = read.value;
  // A shared campaign has neither of these ids, and belongs to a brand of somebody else.
  if (!telnyxCampaignId && !brandId) return [campaignRule(await reads.sharedCampaign(campaignId), true)];
  const [campaign, brand] = await Promise.all([reads.campaign(telnyxCampaignId || campaignId), brandId ? reads.brand(brandId) : undefined]);
  return [campaignRule(campaign), ...(brand ? [brandRule(brand)] : [])];
}

async function tollFree(from: string, { reads }: Asking): Promise<readonly Finding[]> {
  return [judged('toll_free', await reads.verifications(from), ({ requests }) => verificationRule(requests))];
}
