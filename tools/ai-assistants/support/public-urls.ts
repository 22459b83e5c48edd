import { PublicUrl } from '../../../shared/mcp/tool/index.ts';

const URL_NAME = /(^|_)(urls?|host)$/i;
const HOST_NAME = /(^|_)host$/i;

/** Audio that Telnyx fetches: `{type: 'media_url', value: 'https://…'}`. */
const MEDIA_URL = 'media_url';

/** A variable in the authority could lead anywhere. URL parsers accept any number of slashes, so this does too. */
const OPEN_AUTHORITY = /^[a-z]+:\/*[^/?#]*[{}]/i;
const HOST = /^[a-z0-9.-]+(:\d{1,5})?$/i;

/**
 * Whether every member whose name or type says URL or host, at any depth and in lists, is a public https URL or host. Variables (`{{…}}`) are
 * allowed behind the host.
 *
 * @param value any JSON
 */
export function allUrlsPublic(value: unknown, name = ''): boolean {
  if (typeof value === 'string') return value === '' || !URL_NAME.test(name) || isPublic(value, HOST_NAME.test(name));
  if (Array.isArray(value)) return value.every((item) => allUrlsPublic(item, name));
  if (typeof value !== 'object' || value === null) return true;
  const isMedia = 'type' in value && value.type === MEDIA_URL;
  return Object.entries(value).every(([key, member]) => allUrlsPublic(member, isMedia && key === 'value' ? MEDIA_URL : key));
}

const isPublic = (value: string, mayBeHost: boolean) =>
  !OPEN_AUTHORITY.test(value) && PublicUrl.safeParse(mayBeHost && HOST.test(value) ? `https://${value}` : filled(value)).success;

/** Replaces variables by a letter: URL parsers reject braces and spaces there. */
const filled = (url: string) => url.replaceAll(/\{\{?[^{}]*\}?\}/g, 'x');
