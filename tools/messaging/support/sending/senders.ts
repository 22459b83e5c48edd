import { isUsaOrCanada } from '../../../../shared/mcp/tool/index.ts';
import { finding, unread, type Finding } from './finding.ts';
import { ofProfile, ofServer, optOut, profileFindings, type Asking } from './common-findings.ts';
import { ofNumber } from './own-number.ts';
import * as rules from './settings-rules.ts';

/** What a text from one sender would meet. */
export interface Prospect {
  readonly from: string | undefined;
  /** What send_message needs beside it. */
  readonly profileId?: string | undefined;
  readonly findings: readonly Finding[];
}

const LETTERS = /[A-Za-z]/;

/** @param batch see {@link ofNumber} */
export async function prospectOf(from: string, asking: Asking, batch?: readonly string[]): Promise<Prospect> {
  if (LETTERS.test(from)) return ofLetters(from, asking);
  return from.startsWith('+') ? { from, findings: await ofNumber(from, asking, batch) } : ofShortCode(from, asking);
}

async function ofShortCode(from: string, asking: Asking): Promise<Prospect> {
  const { reads, to } = asking;
  const [codes, server] = await Promise.all([reads.shortCodes(), ofServer(asking, { from })]);
  if ('error' in codes) return { from, findings: [unread('number', codes.error), ...server] };
  const mine = codes.value.items.find(({ short_code }) => short_code === from);
  if (mine === undefined)
    return {
      from,
      findings: [
        finding('number', 'no', 'not owned', `This account has no short code ${from}: list_phone_numbers has its numbers.`),
        ...server,
      ],
    };
  const { country_code: country, messaging_profile_id: profileId } = mine;
  const isAbroad = country !== undefined && to.countries.length > 0 && !to.countries.includes(country);
  return {
    from,
    findings: [
      finding('number', 'ok', 'short code'),
      isAbroad
        ? finding(
            'texting',
            'no',
            `only ${country}`,
            `A short code texts its own country alone, ${country}. Send from a number (list_phone_numbers).`,
          )
        : finding('texting', 'ok', country),
      ...(profileId ? await ofProfile(profileId, from, asking) : [rules.NO_PROFILE(from, 'change_operation UpdateShortCode')]),
      ...server,
    ],
  };
}

const MORE =
  "Some countries take only senders that were registered before: Telnyx's support tells. Nobody can reply to letters, and they send no MMS.";

async function ofLetters(from: string, asking: Asking): Promise<Prospect> {
  const { reads, to } = asking;
  if (isUsaOrCanada(to.address) || to.isShortCode) {
    const reason = 'No sender of letters reaches the USA, Canada, Puerto Rico or a short code: send from a number (list_phone_numbers).';
    return { from, findings: [finding('texting', 'no', 'letters', reason)] };
  }
  const listed = await reads.profiles();
  if ('error' in listed) return { from, findings: [unread('profile', listed.error)] };
  const usable = listed.value.items.filter((profile) => profile.id !== undefined && rules.profileRule(profile).state === 'ok');
  const [best = usable[0]] = usable.filter((profile) => rules.countryRule(profile, to).state === 'ok');
  if (best?.id === undefined)
    return {
      from,
      findings: [
        finding(
          'profile',
          'no',
          'none enabled',
          'No messaging profile is enabled: update_messaging_profile enables one, create_messaging_profile makes one.',
        ),
      ],
    };
  const [profile, stopped, server] = await Promise.all([
    profileFindings(best, asking),
    optOut(best.id, undefined, asking),
    ofServer(asking, { from, messaging_profile_id: best.id }),
  ]);
  return { from, profileId: best.id, findings: [finding('texting', 'ok', 'letters', MORE), ...profile, stopped, ...server] };
}
