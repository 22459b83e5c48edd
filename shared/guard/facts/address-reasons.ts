import type { GuardSettings } from '../../platform/index.ts';
import type { Reason } from './facts.ts';
import type { Reached } from './reached.ts';

/** Registrations with Telnyx itself, such as the account's own telephones. */
const TELNYX_SIP = /(?:^|\.)sip\.telnyx\.com$/;

/**
 * Why an address alone asks for a person: nobody can tell beforehand whom it reaches, or what it costs. A SIP host outside of Telnyx always does,
 * because Telnyx does not say which ones an account has called; `COUNTRIES=off` allows them as it allows all countries.
 */
export function addressReasons({ recipient: { address, type }, number, planned, host }: Reached, { countries }: GuardSettings): Reason[] {
  if (type === 'short_code')
    return [{ code: 'short_code', what: `${address} is a short code: a text to it can cost extra or start a subscription` }];
  const unplanned = number !== undefined && planned === undefined;
  return [
    ...(unplanned ? [{ code: 'unknown_number', what: `${address} fits no numbering plan that this server knows` } as const] : []),
    ...(host !== undefined && countries !== 'off' && !TELNYX_SIP.test(host)
      ? [{ code: 'sip_host', what: `the call goes to a telephone system outside of Telnyx: ${host}` } as const]
      : []),
  ];
}
