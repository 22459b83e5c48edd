/** Country codes of one and of two digits (ITU-T E.164, list of assigned codes). All others have three. */
const ONE_DIGIT = /^[17]/;
const TWO_DIGITS = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/**
 * @param address +E.164; what is none comes back as it is
 * @returns the whole number in groups that people can compare: `+1 312 555 0142`, `+49 301 234 567`
 */
export function groupedNumber(address: string): string {
  if (!/^\+\d{7,15}$/.test(address)) return address;
  const digits = address.slice(1);
  const length = ONE_DIGIT.test(digits) ? 1 : TWO_DIGITS.test(digits) ? 2 : 3;
  return `+${[digits.slice(0, length), ...groups(digits.slice(length))].join(' ')}`;
}

/** Groups of three; the last has two to four. */
function groups(digits: string): string[] {
  return digits.length <= 4 ? [digits] : [digits.slice(0, 3), ...groups(digits.slice(3))];
}

/** @returns the parts of an http address around its host, which decides where it leads; undefined for what is no such address */
export function aroundHost(address: string): readonly [before: string, host: string, after: string] | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, href } = new URL(address);
  const before = `${protocol}//`;
  return host !== '' && href.startsWith(before + host) ? [before, host, href.slice(before.length + host.length)] : undefined;
}
