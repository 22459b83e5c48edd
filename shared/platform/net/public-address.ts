import ipaddr from 'ipaddr.js';

/** Public by their number, but not ours to call: Azure's own services, which answer every machine in it. */
const AZURE_HOST = '168.63.129.16';

/** What is routed on the public internet of version 6 (RFC 4291 section 2.4). All that embeds IPv4 and 2000::/3 does not hold is out with it. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** IPv4 within version 6 other than mapped: the parser takes the deprecated `::a.b.c.d` (RFC 4291 section 2.5.5.1) for a mapped one. */
const EMBEDDED = /^(?!::ffff:)[\da-f:]*:[\d.]+\.\d+$/i;

/**
 * Whether an address that DNS gave may be connected to: global unicast, nothing of the special-purpose registries of IANA
 * (private, shared, link-local, loopback, documentation, benchmarking, multicast, translation and tunnels such as 64:ff9b::/96,
 * 6to4 and Teredo, which lead to any IPv4 address).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || EMBEDDED.test(address)) return false;
  // Mapped addresses (::ffff:a.b.c.d) become the IPv4 ones that the system would connect to.
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast' || parsed.toString() === AZURE_HOST) return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST);
}
