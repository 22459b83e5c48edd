import ipaddr from 'ipaddr.js';
import { isPublicAddress } from './public-address.ts';

/** Names that are not in public DNS (RFC 6761, 6762, 7686, 8375, 9476; ICANN: internal), and names that networks and clusters use privately. */
const LOCAL_NAMES =
  /(?:^|\.)(?:alt|arpa|cluster|corp|example|home|internal|intranet|invalid|lan|local|localdomain|localhost|onion|private|svc|test)$/;

/** Public names that lead to private addresses: DNS services that answer with the address in the name or with loopback, and metadata services. */
const NAMES_OF_ADDRESSES =
  /(?:^|\.)(?:(?:nip|sslip|xip)\.(?:io|name)|traefik\.me|localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|localho\.st|metadata\.goog|internal\.cloudapp\.net)$/;

/**
 * Whether a host is on the public internet, by its name or address alone. The address of a name is checked when connecting.
 *
 * @param hostname As the URL standard writes it (`new URL(…).hostname`): lower case, IPv4 dotted, IPv6 in brackets.
 */
export function isPublicHost(hostname: string): boolean {
  if (hostname.startsWith('[')) return isPublicAddress(hostname.slice(1, -1));
  const host = hostname.replace(/\.$/, '');
  if (ipaddr.isValid(host)) return isPublicAddress(host);
  const labels = host.split('.');
  return labels.length > 1 && !labels.includes('') && !LOCAL_NAMES.test(host) && !NAMES_OF_ADDRESSES.test(host);
}
