import { countryName } from '../../../../shared/mcp/tool/index.ts';
import { decimal, sumOf } from '../../../account/support/money.ts';
import { finding, type Finding } from './finding.ts';
import type { Balance, OptOut, Owned, Part, Profile, Settings } from './reads.ts';
import type { Recipient } from './recipient.ts';

/** What a number waits for, and what is left of one that is gone. */
const WAITING = new Map(
  Object.entries({
    'purchase-pending': 'Its purchase is not complete: wait until get_phone_number shows it as active.',
    'port-pending': 'It is still being ported in: wait until get_phone_number shows it as active.',
    'port-out-pending': 'It is being ported out to another provider: choose another number (list_phone_numbers).',
  }),
);
const GONE = 'Choose another number (list_phone_numbers), or buy one (list_available_phone_numbers).';

export function numberRule(number: string, { status = '' }: Owned): Finding {
  if (status === 'active') return finding('number', 'ok', 'active');
  if (status === '')
    return finding('number', 'unsure', undefined, `Telnyx does not tell the status of ${number}: get_phone_number shows it.`);
  return finding('number', 'no', status, `${number} is ${status}, not active. ${WAITING.get(status) ?? GONE}`);
}

/** @param own the country of the number; @param to that of the recipient */
export function textingRule(number: string, settings: Settings | undefined, own: readonly string[], to: Recipient): Finding {
  const sms = settings?.features?.sms;
  if (settings === undefined || sms === null)
    return finding(
      'texting',
      'no',
      settings === undefined ? 'not at Telnyx' : 'off',
      `Telnyx carries no texts of ${number}: it has no texting, or another provider hosts it. read_operation CheckEligibilityNumbers tells ` +
        `whether Telnyx can; or take a number with the feature sms (list_available_phone_numbers).`,
    );
  if (sms === undefined) return finding('texting', 'unsure', undefined, `Telnyx does not tell whether ${number} can text.`);
  const isDomestic = to.countries.length === 0 || to.countries.some((country) => own.includes(country));
  const reaches = isDomestic ? sms.domestic_two_way : (sms.international_outbound ?? undefined);
  if (reaches === undefined) return finding('texting', 'unsure', undefined, `Telnyx does not tell whether ${number} can text there.`);
  const found = isDomestic ? 'domestic' : 'international';
  if (reaches) return finding('texting', 'ok', found);
  const next = 'Send from a number of that country (list_phone_numbers, list_available_phone_numbers).';
  return finding('texting', 'no', `no ${found}`, `${number} cannot text ${isDomestic ? 'in its own country' : 'other countries'}. ${next}`);
}

const PROFILES = 'list_messaging_profiles has them, create_messaging_profile makes one';

export const NO_PROFILE = (sender: string, operation: string) =>
  finding('profile', 'no', 'none', `${sender} has no messaging profile: ${operation} assigns one (${PROFILES}).`);

export function profileRule({ id = '', enabled, name = id }: Profile): Finding {
  if (enabled === true) return finding('profile', 'ok', name);
  if (enabled === undefined) return finding('profile', 'unsure', name, 'Telnyx does not tell whether the messaging profile is enabled.');
  return finding('profile', 'no', 'disabled', `The messaging profile ${id} is disabled: update_messaging_profile sets enabled: true.`);
}

export function countryRule({ id = '', whitelisted_destinations: allowed }: Profile, { countries }: Recipient): Finding {
  const [first] = countries;
  if (allowed === undefined) return finding('country', 'unsure', undefined, 'Telnyx does not tell which countries the profile allows.');
  if (allowed.includes('*')) return finding('country', 'ok', 'all allowed');
  // A short code is one of the sender's country.
  if (first === undefined) return finding('country', 'ok');
  const fitting = countries.filter((country) => allowed.includes(country));
  if (fitting.includes(first)) return finding('country', 'ok', first);
  const next = `update_messaging_profile with id ${id} adds ${first} to whitelisted_destinations, beside ${allowed.join(', ') || 'none'}.`;
  if (fitting.length > 0)
    return finding('country', 'unsure', countries.join(' or '), `The number may be in ${countryName(first)}. If so: ${next}`);
  return finding('country', 'no', first, `The messaging profile does not allow the country ${first} (${countryName(first)}): ${next}`);
}

const RAISE = 'wait until 00:00 UTC, or raise daily_spend_limit (update_messaging_profile) if whoever set it agrees.';

/** Whether what the profile has sent today has to be read. */
export const isLimited = ({ daily_spend_limit_enabled: enabled }: Profile): boolean => enabled === true;

export function limitRule(
  { daily_spend_limit: written = '' }: Profile,
  { items, isWhole }: Part<{ readonly cost?: string | undefined }>,
): Finding {
  if (!AMOUNT.test(written)) return finding('spend_limit', 'unsure', undefined, 'The daily spend limit of the profile cannot be read.');
  const [limit, spent] = [sumOf([written]), sumOf(items.map(({ cost }) => cost))];
  const isSum = isWhole && items.every(({ cost = '' }) => AMOUNT.test(cost));
  const found = `${isSum ? '' : 'at least '}${decimal(spent)} of ${decimal(limit)} USD today`;
  if (spent >= limit) return finding('spend_limit', 'no', found, `The profile's daily spend limit is reached: ${RAISE}`);
  if (isSum) return finding('spend_limit', 'ok', found);
  const reason = `The profile has a daily spend limit, and not all that was sent today could be read. If it is reached: ${RAISE}`;
  return finding('spend_limit', 'unsure', found, reason);
}

const ONLY_START = 'Send nothing to them, from no other number either. Only they can lift it, by sending START.';

export const STOPPED = (since: string | undefined): Finding =>
  finding('opt_out', 'no', 'STOP', `This person sent STOP${since === undefined ? '' : ` on ${since}`}. ${ONLY_START}`);

export function optOutRule({ items, isWhole }: Part<OptOut>, { address }: Recipient): Finding {
  const stop = items.find(({ to }) => to === address);
  if (stop) return STOPPED(/^\d{4}-\d\d-\d\d/.exec(stop.created_at ?? '')?.[0]);
  if (isWhole && !items.some(({ to }) => to.includes('*'))) return finding('opt_out', 'ok', 'none');
  return finding(
    'opt_out',
    'unsure',
    'list not whole',
    `Whether this person sent STOP is not certain: read_operation ListOptOuts has the whole list.`,
  );
}

const PAY = 'Add credit in the Telnyx portal; get_balance shows it.';

export function balanceRule({ available_credit: credit = '', balance = '', credit_limit: limit = '', currency = '' }: Balance): Finding {
  // The credit is the sum of the two.
  const parts = AMOUNT.test(credit) ? [credit] : AMOUNT.test(balance) ? [balance, limit] : undefined;
  if (!parts) return finding('balance', 'unsure', undefined, 'The credit of the account cannot be read: see get_balance.');
  const left = sumOf(parts);
  const found = `${decimal(left)} ${currency}`.trim();
  return left > 0n ? finding('balance', 'ok', found) : finding('balance', 'no', found, `The account has no credit left. ${PAY}`);
}

/** Telnyx also writes parts of a cent as `1.666E-4`. */
const AMOUNT = /^-?\d{1,12}(\.\d{1,20})?(E-\d{1,2})?$/i;
