/** Calling codes the simulator knows (ITU-T E.164), with the country's ISO 3166 code. The North American 1 is split by area code. */
// prettier-ignore
const CALLING_CODES: Readonly<Record<string, string>> = {
  '20': 'EG', '27': 'ZA', '30': 'GR', '31': 'NL', '32': 'BE', '33': 'FR', '34': 'ES', '36': 'HU', '39': 'IT', '40': 'RO', '41': 'CH', '43': 'AT',
  '44': 'GB', '45': 'DK', '46': 'SE', '47': 'NO', '48': 'PL', '49': 'DE', '51': 'PE', '52': 'MX', '53': 'CU', '54': 'AR', '55': 'BR', '56': 'CL',
  '57': 'CO', '58': 'VE', '60': 'MY', '61': 'AU', '62': 'ID', '63': 'PH', '64': 'NZ', '65': 'SG', '66': 'TH', '81': 'JP', '82': 'KR', '84': 'VN',
  '86': 'CN', '90': 'TR', '91': 'IN', '92': 'PK', '98': 'IR', '212': 'MA', '233': 'GH', '234': 'NG', '254': 'KE', '351': 'PT', '352': 'LU',
  '353': 'IE', '354': 'IS', '356': 'MT', '357': 'CY', '358': 'FI', '359': 'BG', '370': 'LT', '371': 'LV', '372': 'EE', '380': 'UA', '381': 'RS',
  '385': 'HR', '386': 'SI', '420': 'CZ', '421': 'SK', '852': 'HK', '880': 'BD', '886': 'TW', '966': 'SA', '971': 'AE', '972': 'IL',
};

/** Canadian area codes of the North American Numbering Plan. */
const CANADIAN = new Set(
  (
    '204 226 236 249 250 263 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 460 468 474 506 514 519 548 579 581 584 587 ' +
    '604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905'
  ).split(' '),
);

/** Area codes of the other countries and territories of the plan (NANPA, "NPA geographic service areas"). */
// prettier-ignore
const CARIBBEAN: Readonly<Record<string, string>> = {
  '242': 'BS', '246': 'BB', '264': 'AI', '268': 'AG', '284': 'VG', '340': 'VI', '345': 'KY', '441': 'BM', '473': 'GD', '649': 'TC',
  '658': 'JM', '664': 'MS', '670': 'MP', '671': 'GU', '684': 'AS', '721': 'SX', '758': 'LC', '767': 'DM', '784': 'VC', '787': 'PR',
  '809': 'DO', '829': 'DO', '849': 'DO', '868': 'TT', '869': 'KN', '876': 'JM', '939': 'PR',
};

/** Premium rate and personal numbers: in no country, and reached by no message and no call. */
const NO_COUNTRY = /^(900|5(00|21|22|23|24|25|26|27|28|29|33|44|66|77|88))$/;

/** Ten digits, of which neither area code nor exchange begins with 0 or 1 or ends with 11 (NANPA, "About the North American Numbering Plan"). */
const NORTH_AMERICAN = /^\+1[2-9](?!11)\d\d[2-9](?!11)\d{6}$/;

/** What every number looks like (ITU-T E.164). */
export const E164 = /^\+[1-9]\d{1,14}$/;

/** A number that can exist: for +1, one of the North American plan. */
export const isPhoneNumber = (text: string): boolean => E164.test(text) && (!text.startsWith('+1') || NORTH_AMERICAN.test(text));

/** Country of a number in +E.164; undefined where it can be in none. Toll-free numbers count as the USA's. */
export function countryOf(phoneNumber: string): string | undefined {
  if (!isPhoneNumber(phoneNumber)) return undefined;
  if (phoneNumber.startsWith('+1')) {
    const areaCode = phoneNumber.slice(2, 5);
    if (NO_COUNTRY.test(areaCode)) return undefined;
    return CANADIAN.has(areaCode) ? 'CA' : (CARIBBEAN[areaCode] ?? 'US');
  }
  for (const length of [3, 2]) {
    const country = CALLING_CODES[phoneNumber.slice(1, 1 + length)];
    if (country !== undefined) return country;
  }
  return undefined;
}

const NAMES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Codes with a name that ISO 3166-1 gives to no country. */
const NOT_ASSIGNED = /^(EU|EZ|QO|UK|UN|XA|XB|ZZ)$/;

/** Whether two capital letters are a country of ISO 3166-1. */
export const isCountry = (code: string): boolean => !NOT_ASSIGNED.test(code) && NAMES.of(code) !== undefined;

/** The number as it is written inside its country; for the North American plan `(312) 555-0100`. */
export function nationalFormat(phoneNumber: string): string {
  const american = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phoneNumber);
  if (american) return `(${american[1] ?? ''}) ${american[2] ?? ''}-${american[3] ?? ''}`;
  const length = [3, 2].find((candidate) => CALLING_CODES[phoneNumber.slice(1, 1 + candidate)] !== undefined) ?? 0;
  return `0${phoneNumber.slice(1 + length)}`;
}
