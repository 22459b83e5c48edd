/** Without regard to case, spaces around it, and what stands between words. */
const spelling = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/(?<=[a-z\d])[\s_-]+(?=[a-z\d])/g, '_');

/** @returns the listed value that a text means (`MMS` means `mms`), or the text itself where none or several may be meant */
export function asListed(listed: readonly (string | number | boolean)[], given: string): string {
  if (listed.includes(given)) return given;
  const [meant, ...others] = listed.filter((value) => spelling(String(value)) === spelling(given));
  return typeof meant === 'string' && others.length === 0 ? meant : given;
}
