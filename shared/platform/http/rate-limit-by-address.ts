import ipaddr from 'ipaddr.js';
import { createRateLimit } from './rate-limit.ts';

const NETWORK_BITS = 64;

export interface AddressRate {
  readonly perMinute: number;
  /** How many proxies of the operator stand before the app, each of which appends an entry to X-Forwarded-For. 0: the header is ignored. */
  readonly hops: number;
}

/**
 * Limits requests by client address, in this instance alone.
 *
 * @returns A function from a request to `undefined`, or to the seconds that its sender must wait.
 */
export function createAddressLimit({ perMinute, hops }: AddressRate): (request: Request) => number | undefined {
  const limit = createRateLimit({ perMinute });
  return (request) => limit(addressOf(request, hops));
}

/**
 * The entry of X-Forwarded-For that the outermost proxy of the operator appended, counted from the end: the client may have written those
 * before it. An IPv6 address counts by its /64 network, because one machine owns all of it. Everything that is not an address shares one
 * bucket.
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
