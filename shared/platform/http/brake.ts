import ipaddr from 'ipaddr.js';
import type { Settings } from '../settings/index.ts';
import { createRateLimit } from './rate-limit.ts';

const NETWORK_BITS = 64;

/** In: a request. Out: for one too many, after how many seconds it may come again; undefined for one that may go on. */
export type Brake = (request: Request) => number | undefined;

interface Rate {
  readonly perMinute: number;
  /** How many front ends of the operator stand before the app, each of which appends an entry to X-Forwarded-For; 0: the header counts for nothing. */
  readonly hops: number;
}

/** Slows down who asks too often, by address. It is a brake of this instance alone; what has to hold is held by the checks behind it. */
export function createBrake({ perMinute, hops }: Rate): Brake {
  const limit = createRateLimit({ perMinute });
  return (request) => limit(addressOf(request, hops));
}

/**
 * The entry of X-Forwarded-For that the outermost front end of the operator appended, counted from the end: those before it are the client's
 * own words. An IPv6 address counts by its network, because one machine owns all of it. Everything that is no address shares one bucket.
 */
function addressOf(request: Request, hops: number): string {
  const entries = request.headers.get('x-forwarded-for')?.split(',') ?? [];
  const entry = (hops === 0 ? undefined : entries.at(-hops))?.trim() ?? '';
  const host = /^\[(.+)\](?::\d+)?$/.exec(entry)?.[1] ?? /^([\d.]+):\d+$/.exec(entry)?.[1] ?? entry;
  if (ipaddr.IPv4.isValidFourPartDecimal(host)) return host;
  if (!ipaddr.IPv6.isValid(host)) return 'direct';
  const address = ipaddr.IPv6.parse(host);
  return address.isIPv4MappedAddress()
    ? address.toIPv4Address().toString()
    : ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/${NETWORK_BITS}`).toString();
}

type Handler = (request: Request) => Promise<Response>;

/**
 * Puts a brake of its own before a handler.
 *
 * @param settings How many requests a minute an address may send, and where its address stands.
 * @param refuse The answer to one too many, which may come again after so many seconds.
 */
export function braked(
  { oauthRatePerMinute, forwardedHops }: Pick<Settings, 'oauthRatePerMinute' | 'forwardedHops'>,
  refuse: (seconds: number) => Response | Promise<Response>,
  handler: Handler,
): Handler {
  const brake = createBrake({ perMinute: oauthRatePerMinute, hops: forwardedHops });
  return async (request) => {
    const seconds = brake(request);
    return seconds === undefined ? handler(request) : refuse(seconds);
  };
}
