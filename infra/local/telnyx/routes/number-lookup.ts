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
  // The code as a number: so it stands in Telnyx's own sample.
  ['Telnyx/4', 'Telnyx', 'voip', 'US', 866],
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

/** What each `type` adds to the base data. */
const DETAILS = {
  carrier: (phoneNumber: string) => ({ carrier: carrierOf(phoneNumber) }),
  'caller-name': (phoneNumber: string) => ({ caller_name: { caller_name: `SIMULATED ${phoneNumber.slice(-4)}` } }),
} as const;

const TYPES = new Map(Object.entries(DETAILS));

/**
 * The same number always has the same answer: base data for all, portability for North America, and each `type` that is asked for, which
 * costs once however often it is named. Canadian numbers are looked up for accounts that Telnyx has enabled for them.
 */
function lookUp({ account, query, param }: Call) {
  const phoneNumber = param('phone_number');
  if (!E164.test(phoneNumber)) throw refuse(422, '10016', 'phone_number');
  const country = countryOf(phoneNumber);
  if (country === 'CA' && !account.standing.canadianLookups)
    throw refuse(422, '10015', 'phone_number', `${phoneNumber} is a Canadian number`);
  const types = [...new Set(query.all('type'))];
  if (!types.every((type) => TYPES.has(type)))
    throw refuse(422, '10032', 'type', `The value must be one of: ${[...TYPES.keys()].join(', ')}.`);
  const base = { record_type: 'number_lookup', phone_number: phoneNumber, fraud: null, valid_number: country !== undefined };
  if (country === undefined) return data({ ...base, country_code: '', national_format: '' });
  charge(
    account,
    (types.includes('carrier') ? LOOKUP_PRICES.carrier : 0) + (types.includes('caller-name') ? LOOKUP_PRICES['caller-name'] : 0),
  );
  return data({
    ...base,
    country_code: country,
    national_format: nationalFormat(phoneNumber),
    ...(phoneNumber.startsWith('+1') && { portability: portabilityOf(phoneNumber) }),
    ...Object.assign({}, ...types.map((type) => TYPES.get(type)?.(phoneNumber))),
  });
}

export const numberLookupRoutes: Routes = { 'GET /number_lookup/{phone_number}': lookUp };
