import { createHash } from 'node:crypto';
import { refuse } from '../errors.ts';
import type { Call, Routes } from '../operation.ts';
import { data } from '../operation.ts';
import { charge } from '../state/account.ts';
import { countryOf, E164, nationalFormat } from '../state/countries.ts';
import { LOOKUP_PRICES } from '../state/money.ts';

const CARRIERS = [
  ['Simulated Wireless', 'Simulated Wireless', 'mobile', '310', '012'],
  ['Simulated Telephone', 'Simulated Telephone', 'fixed line', '', ''],
  ['Telnyx/4', 'Telnyx', 'voip', '', ''],
] as const;

/** A small number that is always the same for the same telephone number. */
const digest = (phoneNumber: string) => createHash('sha256').update(phoneNumber).digest().readUInt32BE();

function carrierOf(phoneNumber: string) {
  const tollFree = /^\+1(800|833|844|855|866|877|888)/.test(phoneNumber);
  const [name, normalized, type, country, network] = CARRIERS[digest(phoneNumber) % CARRIERS.length] ?? CARRIERS[0];
  return {
    name,
    normalized_carrier: normalized,
    type: tollFree ? 'toll free' : type,
    mobile_country_code: country,
    mobile_network_code: network,
    error_code: null,
  };
}

function portabilityOf(phoneNumber: string) {
  const ported = digest(phoneNumber) % 4 === 0;
  const carrier = carrierOf(phoneNumber);
  return {
    lrn: phoneNumber.startsWith('+1') ? `${phoneNumber.slice(2, 5)}5550000` : '',
    ported_status: ported ? 'Y' : 'N',
    ported_date: ported ? '2017-10-20' : '',
    ocn: '073H',
    line_type: carrier.type,
    spid: '073H',
    spid_carrier_name: carrier.name,
    spid_carrier_type: '3',
    altspid: '',
    altspid_carrier_name: '',
    altspid_carrier_type: '',
    city: '',
    state: '',
  };
}

/** What each `type` adds to the formatting data. */
const DETAILS = {
  format: () => ({}),
  carrier: (phoneNumber: string) => ({ carrier: carrierOf(phoneNumber), portability: portabilityOf(phoneNumber) }),
  'caller-name': (phoneNumber: string) => ({ caller_name: { caller_name: `SIMULATED ${phoneNumber.slice(-4)}` } }),
} as const;

/** The same number always has the same answer. Carrier and name data cost a little. */
function lookUp({ account, query, param }: Call) {
  const phoneNumber = param('phone_number');
  const country = E164.test(phoneNumber) ? countryOf(phoneNumber) : undefined;
  if (country === undefined) throw refuse(422, '10016', 'phone_number');
  const type = query.get('type') ?? 'format';
  if (type !== 'format' && type !== 'carrier' && type !== 'caller-name')
    throw refuse(422, '10032', 'type', 'The value must be one of: carrier, caller-name.');
  charge(account, LOOKUP_PRICES[type]);
  return data({
    record_type: 'number_lookup',
    phone_number: phoneNumber,
    country_code: country,
    national_format: nationalFormat(phoneNumber),
    fraud: null,
    ...DETAILS[type](phoneNumber),
  });
}

export const numberLookupRoutes: Routes = { 'GET /number_lookup/{phone_number}': lookUp };
