import ipaddr from 'ipaddr.js';
import { createRateLimit } from './rate-limit.ts';

const NETWORK_BITS = 64;

/** In: a request. Out: for one too many, after how many seconds it may come again; undefined for one that may go on. */
export type Brake = (request: Request) => number | undefined;

/** Slows down who asks too often, by address. It is a brake of this instance alone; what has to hold is held by the checks behind it. */
export function createBrake(rate: { readonly perMinute: number }): Brake {
  const limit = createRateLimit(rate);
  return (request) => limit(addressOf(request));
}

/**
 * The last entry of X-Forwarded-For: the front end of Azure appends it, those before are the client's own words. An IPv6 address counts by
 * its network, because one machine owns all of it. Everything that is no address shares one bucket.
 */
function addressOf(request: Request): string {
  const last = request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  const host = /^\[(.+)\](?::\d+)?$/.exec(last)?.[1] ?? /^([\d.]+):\d+$/.exec(last)?.[1] ?? last;
  if (ipaddr.IPv4.isValidFourPartDecimal(host)) return host;
  if (!ipaddr.IPv6.isValid(host)) return 'direct';
  const address = ipaddr.IPv6.parse(host);
  return address.isIPv4MappedAddress()
    ? address.toIPv4Address().toString()
    : ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/${NETWORK_BITS}`).toString();
}

type Handler = (request: Request) => Promise<Response>;

/** Puts a brake of its own before a handler. `refuse`: the answer to one too many, which may come again after so many seconds. */
export function braked(perMinute: number, refuse: (seconds: number) => Response | Promise<Response>, handler: Handler): Handler {
  const brake = createBrake({ perMinute });
  return async (request) => {
    const seconds = brake(request);
    return seconds === undefined ? handler(request) : refuse(seconds);
  };
}
