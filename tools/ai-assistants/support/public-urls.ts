import { PublicUrl } from '../../../shared/mcp/tool/index.ts';

const URL_NAME = /(^|_)(urls?|host)$/i;
const HOST_NAME = /(^|_)host$/i;

/** A variable where the host stands could lead anywhere. Parsers take any number of slashes, so this does, too. */
const OPEN_AUTHORITY = /^[a-z]+:\/*[^/?#]*[{}]/i;
const HOST = /^[a-z0-9.-]+(:\d{1,5})?$/i;

/**
 * Whether every member named like a URL or host, at any depth, is one that Telnyx may be told to call, and so are the strings of
 * lists so named. `{{…}}` may stand behind the host.
 */
export function allUrlsPublic(value: unknown, name = ''): boolean {
  if (typeof value === 'string') return value === '' || !URL_NAME.test(name) || isPublic(value, HOST_NAME.test(name));
  if (Array.isArray(value)) return value.every((item) => allUrlsPublic(item, name));
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, member]) => allUrlsPublic(member, key));
}

const isPublic = (value: string, mayBeHost: boolean) =>
  !OPEN_AUTHORITY.test(value) && PublicUrl.safeParse(mayBeHost && HOST.test(value) ? `https://${value}` : filled(value)).success;

/** With something in place of each variable, since no URL parser takes braces or spaces there. */
const filled = (url: string) => url.replaceAll(/\{\{?[^{}]*\}?\}/g, 'x');
