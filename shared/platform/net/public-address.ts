import ipaddr from 'ipaddr.js';

/** Public addresses that no client may reach: services of Azure that answer every machine inside it. */
const AZURE_HOST = '168.63.129.16';

/** Global unicast (RFC 4291 section 2.4). Addresses outside it, such as most that embed IPv4, are not public. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** The deprecated `::a.b.c.d` (RFC 4291 section 2.5.5.1), which the parser takes for a mapped address. */
const EMBEDDED = /^(?!::ffff:)[\da-f:]*:[\d.]+\.\d+$/i;

/**
 * Whether the app may connect to an address: global unicast, and in none of IANA's special-purpose registries (private, shared, link-local,
 * loopback, documentation, benchmarking, multicast, and translation or tunnels that lead to any IPv4 address: 64:ff9b::/96, 6to4, Teredo).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || EMBEDDED.test(address)) return false;
  // A mapped address (::ffff:a.b.c.d) becomes the IPv4 address that the system would connect to.
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast' || parsed.toString() === AZURE_HOST) return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST);
}
