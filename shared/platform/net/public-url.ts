import { isPublicHost } from './public-host.ts';

/** Characters that URL parsers drop or read differently: the host that is checked must be the host that is called. */
// eslint-disable-next-line no-control-regex -- control characters are among them
const AMBIGUOUS = /[\s\\\u0000-\u001f\u007f]/;
/** A template is no host: a later call would fill in any. */
const TEMPLATE = /[{}]/;

/**
 * Whether a URL leads to the public internet, by its host alone, and holds no user name and no password.
 *
 * @param protocols such as `https:`
 */
export function isPublicUrl(value: string, protocols: readonly string[] = ['https:']): boolean {
  if (AMBIGUOUS.test(value) || !URL.canParse(value)) return false;
  const { protocol, username, password, hostname } = new URL(value);
  return protocols.includes(protocol) && username === '' && password === '' && !TEMPLATE.test(hostname) && isPublicHost(hostname);
}
