import { acceptsHtml, html, jsonError, type Site } from '../../platform/index.ts';
import { addressCard } from './card.ts';
import { nearestAddress } from './nearest.ts';

/** Addresses that may have been meant. */
interface Known {
  /** By a person. */
  readonly pages: readonly string[];
  /** By a program. */
  readonly all: readonly string[];
}

/**
 * 404: a page for browsers, JSON for programs. It repeats the address only where that is nearly one of ours: otherwise a link could put words of
 * its own onto a page of this server.
 */
export async function unknownAddress(site: Site, request: Request, { pages, all }: Known): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (!acceptsHtml(request)) {
    const near = nearestAddress(pathname, all);
    return jsonError(404, 'not_found', `There is nothing at this address.${near === undefined ? '' : ` Did you mean ${near}?`}`);
  }
  const near = nearestAddress(pathname, pages);
  const lead =
    near === undefined
      ? 'This server has no such page.'
      : html`The page <code>${pathname}</code> does not exist. Did you mean <a href="${near}">${near}</a>?`;
  return addressCard(site, { title: 'Nothing at this address', status: 404, lead, end: 'question' });
}
