import ipaddr from 'ipaddr.js';
import { z } from 'zod';

const LOCAL_NAMES = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|arpa|test|example|invalid|onion)$/;

/** Characters that URL parsers drop or read differently: the host we check must be the host that is called. */
// eslint-disable-next-line no-control-regex -- control characters are among them
const AMBIGUOUS = /[\s\\\u0000-\u001f\u007f]/;

/**
 * Whether Telnyx may be told to fetch or call this URL: https, no credentials, and a host that is a public name or address.
 * `new URL` has already turned decimal, octal and hexadecimal IPv4 forms into dotted ones (WHATWG URL, host parser).
 */
function isPublicUrl(value: string): boolean {
  if (AMBIGUOUS.test(value) || !URL.canParse(value)) return false;
  const { protocol, username, password, hostname } = new URL(value);
  if (protocol !== 'https:' || username !== '' || password !== '') return false;
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (ipaddr.isValid(host)) return ipaddr.process(host).range() === 'unicast';
  return host.includes('.') && !LOCAL_NAMES.test(host);
}

/** An https URL on a public host, for media to fetch or webhooks to call. */
export const PublicUrl = z
  .string()
  .max(2048)
  .refine(isPublicUrl, 'Expected an https URL on a public host, without user name or password.')
  .meta({ format: 'uri' });
