import { z } from 'zod';
import { isPublicHost } from '../../platform/index.ts';

/** Characters that URL parsers drop or read differently: the host we check must be the host that is called. */
// eslint-disable-next-line no-control-regex -- control characters are among them
const AMBIGUOUS = /[\s\\\u0000-\u001f\u007f]/;

/** Whether Telnyx may be told to fetch or call this URL: https, no credentials, and a public host. */
function isPublicUrl(value: string): boolean {
  if (AMBIGUOUS.test(value) || !URL.canParse(value)) return false;
  const { protocol, username, password, hostname } = new URL(value);
  return protocol === 'https:' && username === '' && password === '' && isPublicHost(hostname);
}

/** An https URL on a public host, for media to fetch or webhooks to call. */
export const PublicUrl = z
  .string()
  .max(2048)
  .refine(isPublicUrl, 'Expected an https URL on a public host, without user name or password.')
  .meta({ format: 'uri' });
