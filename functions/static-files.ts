import { FAVICON } from '../shared/platform/index.ts';

const CACHED = { 'cache-control': 'public, max-age=86400' };

/** For what asks for an icon by itself: pages name theirs. */
export const favicon = (): Response =>
  new Response(FAVICON, { headers: { ...CACHED, 'content-type': 'image/svg+xml', 'content-security-policy': "default-src 'none'" } });

/** No page is for search engines (RFC 9309). */
export const robots = (): Response =>
  new Response('User-agent: *\nDisallow: /\n', { headers: { ...CACHED, 'content-type': 'text/plain; charset=utf-8' } });
