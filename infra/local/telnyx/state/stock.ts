import type { Money } from './money.ts';

type NumberType = 'local' | 'toll_free' | 'mobile' | 'national' | 'shared_cost';

/** A number for sale. `national` holds the digits after the calling code; `areaCode` is a prefix of it. */
export interface Offer {
  readonly phoneNumber: string;
  readonly country: string;
  readonly areaCode: string;
  readonly national: string;
  readonly type: NumberType;
  readonly locality: string | null;
  readonly administrativeArea: string | null;
  readonly features: readonly string[];
  readonly upfront: Money;
  readonly monthly: Money;
}

type Area = readonly [
  country: string,
  callingCode: string,
  areaCode: string,
  /** The digits between the area code and the counter: a range its regulator keeps for fiction. */
  exchange: string,
  /** Digits of the counter, and its first value. */
  counter: readonly [digits: number, first: number],
  type: NumberType,
  locality: string | null,
  administrativeArea: string | null,
  features: string,
  upfront: Money,
  monthly: Money,
];

const AMERICAN = 'sms,mms,voice,fax,emergency,hd_voice,local_calling,international_sms';
const VOICE_ONLY = 'voice,fax,hd_voice';

/** Only ranges that are set aside for drama use, so that no stand-in number belongs to a person. */
const AREAS: readonly Area[] = [
  ['US', '1', '312', '555', [4, 100], 'local', 'CHICAGO', 'IL', AMERICAN, 10_000, 10_000],
  ['US', '1', '212', '555', [4, 100], 'local', 'NEW YORK', 'NY', AMERICAN, 20_000, 15_000],
  ['US', '1', '415', '555', [4, 100], 'local', 'SAN FRANCISCO', 'CA', AMERICAN, 10_000, 10_000],
  ['US', '1', '512', '555', [4, 100], 'local', 'AUSTIN', 'TX', AMERICAN, 10_000, 10_000],
  ['US', '1', '970', '555', [4, 100], 'local', 'FORT COLLINS', 'CO', AMERICAN, 10_000, 10_000],
  ['US', '1', '800', '555', [4, 100], 'toll_free', null, null, 'sms,mms,voice,fax,hd_voice', 20_000, 20_000],
  ['US', '1', '888', '555', [4, 100], 'toll_free', null, null, 'sms,mms,voice,fax,hd_voice', 20_000, 20_000],
  ['CA', '1', '416', '555', [4, 100], 'local', 'TORONTO', 'ON', AMERICAN, 10_000, 10_000],
  ['CA', '1', '604', '555', [4, 100], 'local', 'VANCOUVER', 'BC', AMERICAN, 10_000, 10_000],
  ['GB', '44', '20', '79460', [3, 0], 'local', 'LONDON', null, VOICE_ONLY, 10_000, 15_000],
  ['GB', '44', '161', '4960', [3, 0], 'local', 'MANCHESTER', null, VOICE_ONLY, 10_000, 15_000],
  ['GB', '44', '7700', '900', [3, 0], 'mobile', null, null, 'sms,voice', 20_000, 25_000],
  ['DE', '49', '30', '23125', [3, 0], 'local', 'BERLIN', null, VOICE_ONLY, 30_000, 15_000],
  ['FR', '33', '1', '9900', [4, 0], 'local', 'PARIS', null, VOICE_ONLY, 10_000, 12_500],
  ['AU', '61', '2', '5550', [4, 0], 'local', 'SYDNEY', 'NSW', VOICE_ONLY, 20_000, 30_000],
];

/** How many numbers each area offers: 0100 to 0198, since those that end in 0199 never receive a message. */
const PER_AREA = 99;

function offers(area: Area): Offer[] {
  const [country, callingCode, areaCode, exchange, [digits, first], type, locality, administrativeArea, features, upfront, monthly] = area;
  const common = { country, areaCode, type, locality, administrativeArea, features: features.split(','), upfront, monthly };
  return Array.from({ length: PER_AREA }, (_, index) => {
    const national = `${areaCode}${exchange}${String(first + index).padStart(digits, '0')}`;
    return { ...common, national, phoneNumber: `+${callingCode}${national}` };
  });
}

/** The numbers for sale: each can be taken once. */
export function createStock() {
  const free = new Map(AREAS.flatMap(offers).map((offer) => [offer.phoneNumber, offer]));
  /** Undefined if the number is not for sale (any more). */
  const take = (phoneNumber: string) => {
    const offer = free.get(phoneNumber);
    free.delete(phoneNumber);
    return offer;
  };
  return {
    /** All that is free, in a fixed order. */
    free: () => free.values(),
    find: (phoneNumber: string) => free.get(phoneNumber),
    take,
    /** Takes the first free number of an area in the USA; undefined if none is left. */
    takeFirst: (wanted: string): Offer | undefined => {
      for (const { country, areaCode, phoneNumber } of free.values()) if (country === 'US' && areaCode === wanted) return take(phoneNumber);
      return undefined;
    },
  };
}
