import { Resolver } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';
import { isIPv6, type LookupFunction } from 'node:net';
import { isPublicAddress } from '../../../platform/index.ts';
import { UnknownClientError } from './client.ts';

/** In: a host name. Out: all its addresses, at least one. Rejects when there is none to be had. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

/**
 * Asks DNS itself: neither the hosts file nor a local name service has a say, and a name server that never answers holds none of
 * the few threads of `dns.lookup`.
 */
export const resolveHost: ResolveHost = async (host) => {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  if (addresses.length === 0) throw new Error('no address');
  return addresses;
};

/**
 * The lookup that the connection itself uses: what is checked is what is connected to, so that no second answer of DNS can differ
 * (rebinding). One address that is not public refuses the host: the others would only be there to get past the check.
 */
export function createPublicLookup(resolve: ResolveHost): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        const found = addresses.map((address): LookupAddress => ({ address, family: isIPv6(address) ? 6 : 4 }));
        const [first] = found;
        if (!first || !addresses.every(isPublicAddress)) callback(new UnknownClientError('document_refused'), '');
        else if (options.all === true) callback(null, found);
        else callback(null, first.address, first.family);
      },
      () => callback(new UnknownClientError('document_unreachable'), ''),
    );
  };
}
