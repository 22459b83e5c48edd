import { acceptsHtml, html, jsonError, type Site } from '../../platform/index.ts';
import { addressCard } from './card.ts';
import { nearestAddress } from './nearest.ts';

interface Served {
  /** The methods of the route, for `Allow` (RFC 9110 section 15.5.6). */
  readonly methods: readonly string[];
  /** The `error` member of the JSON answer. */
  readonly error: 'method_not_allowed' | 'invalid_request';
  /** Addresses that a person may have meant. */
  readonly pages: readonly string[];
}

/** Browsers and proxies send the others by themselves. */
const isOrdinary = (method: string) => method !== 'HEAD' && method !== 'OPTIONS';

/** 405: a page for browsers, JSON for programs. */
export async function wrongMethod(site: Site, request: Request, { methods, error, pages }: Served): Promise<Response> {
  const { pathname } = new URL(request.url);
  const response = acceptsHtml(request)
    ? await wrongMethodPage(site, request.method, pathname, pages)
    : jsonError(405, error, `This address takes ${methods.filter(isOrdinary).join(' or ')}, not ${request.method}.`);
  response.headers.set('allow', methods.join(', '));
  return response;
}

function wrongMethodPage(site: Site, method: string, pathname: string, pages: readonly string[]): Promise<Response> {
  if (method !== 'GET') {
    return addressCard(site, {
      title: 'This page takes no form',
      status: 405,
      lead: 'Nothing was changed. Open the page itself.',
      end: 'x',
    });
  }
  const near = nearestAddress(pathname, pages);
  const hint = near === undefined ? '' : html` Did you mean <a href="${near}">${near}</a>?`;
  const lead = html`<code>${pathname}</code> answers programs, not browsers.${hint}`;
  return addressCard(site, { title: 'This address is for programs', status: 405, lead, end: 'dots' });
}
