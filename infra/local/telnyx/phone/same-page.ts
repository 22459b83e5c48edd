import type { IncomingHttpHeaders } from 'node:http';

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/** Whether the address in the browser is one of this machine. A name that somebody else points to 127.0.0.1 is none. */
export const isLoopbackHost = ({ host = '' }: IncomingHttpHeaders): boolean => LOOPBACK.test(host);

/**
 * Whether a form was sent from the phone's own page: any website can post to loopback, and has the browser say who asks.
 * A request that does not say it comes from no page.
 */
export const isFromSamePage = ({ host = '', origin, 'sec-fetch-site': site = 'same-origin' }: IncomingHttpHeaders): boolean =>
  origin === `http://${host}` && site === 'same-origin';
