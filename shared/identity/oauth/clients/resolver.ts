import { z } from 'zod';
import type { Settings } from '../../../platform/index.ts';
import { clientHash, type Signer } from '../../tokens/index.ts';
import { UnknownClientError, type ClientResolver } from './client.ts';
import { configuredClients } from './configured-clients.ts';
import { createDocumentFetch, LONGEST_CLIENT_ID, type ResolveHost } from './fetch-document.ts';
import { createMetadataDocumentClients } from './metadata-document-client.ts';
import { isRedirectUri } from './redirect-uri.ts';

export interface ClientResolverOptions {
  readonly settings: Pick<Settings, 'publicBaseUrl' | 'oauthClients' | 'blockedClients' | 'clientMetadataOverride'>;
  /** Of the purpose `client`. */
  readonly signer: Signer;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Replaces DNS. */
  readonly resolve?: ResolveHost;
}

/**
 * Finds the client of a client_id: an https URL points to a metadata document, a configured id is in the settings, anything else must be a
 * registration that we signed. No document of a blocked host is fetched.
 *
 * @throws ConfigError for configured clients that cannot be used
 */
export function createClientResolver({ settings, signer, clock, resolve }: ClientResolverOptions): ClientResolver {
  const { publicBaseUrl: origin } = settings;
  const blocked = createBlockList(settings.blockedClients);
  const configured = configuredClients(settings.oauthClients, origin);
  const resolveRegistered = createRegisteredClients(signer, origin, clock);
  const resolveDocument = createMetadataDocumentClients({
    fetch: createDocumentFetch({ resolve, override: settings.clientMetadataOverride }),
    origin,
    clock,
  });
  const find: ClientResolver = async (clientId, mayFetch) => {
    if (clientId.startsWith('https://')) return await resolveDocument(clientId, mayFetch);
    return configured.get(clientId) ?? (await resolveRegistered(clientId));
  };
  return async (clientId, mayFetch) => {
    if (blocked.hasId(clientId)) throw new UnknownClientError('blocked');
    const client = await find(clientId, mayFetch);
    if (client.redirectUris.some(blocked.hasHostOf)) throw new UnknownClientError('blocked');
    return client;
  };
}

/** The content of a registration. Signed, it is the client_id itself, so nothing is stored (RFC 7591 appendix A.5.2). */
export const Registration = z.object({
  name: z.string(),
  redirectUris: z.array(z.string()),
  /** Unix seconds. */
  issuedAt: z.number(),
});

export type Registration = z.output<typeof Registration>;

/** How long a registration lasts, in seconds. A client that is still in use then registers again. */
const REGISTRATION_SECONDS = 365 * 86_400;

/** Clients whose id we signed within the last year. Redirect URIs that are no longer allowed are left out. */
function createRegisteredClients(signer: Signer, origin: string, clock: () => number): ClientResolver {
  return async (clientId) => {
    // The limit comes before any cryptography.
    const known = clientId.length <= LONGEST_CLIENT_ID ? await signer.read(clientId, Registration) : undefined;
    const redirectUris = known?.redirectUris.filter((uri) => isRedirectUri(uri, 'registration', origin)) ?? [];
    const ended = known !== undefined && clock() / 1000 >= known.issuedAt + REGISTRATION_SECONDS;
    if (!known || ended || redirectUris.length === 0) throw new UnknownClientError('unknown');
    return { id: clientId, name: known.name, redirectUris, source: 'registration', host: undefined };
  };
}

/** The clients that the operator blocked. */
export interface BlockList {
  /** Whether the list has this client_id, its hash as the log shows it, or the host of its metadata document. */
  readonly hasId: (clientId: string) => boolean;
  /** Whether the list has the host of this URI, or a parent domain of it. */
  readonly hasHostOf: (uri: string) => boolean;
}

/** @param entries the values of `OAUTH_BLOCKED_CLIENTS`: client ids, hashes of them, host names. A host includes its subdomains. */
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
