/** The brand's mark, for what asks for an icon by itself: pages name theirs. */
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0a7a56" d="M6.5 3h19A4.5 4.5 0 0 1 30 7.5v13a4.5 4.5 0 0 1-4.5 4.5H15l-7 5.5V25H6.5A4.5 4.5 0 0 1 2 20.5v-13A4.5 4.5 0 0 1 6.5 3z"/></svg>';

const CACHED = { 'cache-control': 'public, max-age=86400' };

export const favicon = (): Response =>
  new Response(ICON, { headers: { ...CACHED, 'content-type': 'image/svg+xml', 'content-security-policy': "default-src 'none'" } });

/** No page is for search engines (RFC 9309). */
export const robots = (): Response =>
  new Response('User-agent: *\nDisallow: /\n', { headers: { ...CACHED, 'content-type': 'text/plain; charset=utf-8' } });
