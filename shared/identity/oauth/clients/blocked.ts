import { clientHash } from '../../tokens/index.ts';

/** Which clients the operator turned away. */
export interface BlockList {
  /** Whether this client_id is on the list, its hash as the log shows it, or the host of its metadata document. */
  readonly hasId: (clientId: string) => boolean;
  /** Whether the list has the host of this URI, or a domain that it belongs to. */
  readonly hasHostOf: (uri: string) => boolean;
}

/** @param entries Client ids, hashes of them, host names: as in `OAUTH_BLOCKED_CLIENTS`. A host stands for all below it as well. */
export function createBlockList(entries: readonly string[]): BlockList {
  const ids = new Set(entries);
  const hosts = new Set(entries.map((entry) => entry.toLowerCase().replace(/^\.|\.$/g, '')));
  const hasHostOf = (uri: string) => domainsOf(new URL(uri).hostname).some((domain) => hosts.has(domain));
  return {
    hasId: (clientId) =>
      entries.length > 0 && (ids.has(clientId) || ids.has(clientHash(clientId)) || (URL.canParse(clientId) && hasHostOf(clientId))),
    hasHostOf,
  };
}

/** `a.b.c` → `a.b.c`, `b.c`, `c`. */
function domainsOf(hostname: string): string[] {
  const labels = hostname.toLowerCase().replace(/\.$/, '').split('.');
  return labels.map((_label, index) => labels.slice(index).join('.'));
}
