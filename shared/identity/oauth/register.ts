import { z } from 'zod';
import { clientHash, type Signer } from '../tokens/index.ts';
import { type Handler, holdsReservedName, json, type Logger, readSmallBody, type Settings } from '../../platform/index.ts';
import {
  cleanName,
  clientMetadata,
  createBlockList,
  isRedirectUri,
  LONGEST_CLIENT_ID,
  REDIRECT_URI_RULE,
  type Registration,
} from './clients/index.ts';
import { OAuthError } from './errors.ts';

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

const HOW_MANY = 'must be a list of 1 to 10 redirect URIs';

const Metadata = z.object(
  {
    ...clientMetadata,
    redirect_uris: z.array(z.string(HOW_MANY), HOW_MANY).min(1, HOW_MANY).max(10, HOW_MANY),
  },
  'The body must be a JSON object.',
);

interface RegistrationOptions {
  readonly settings: Pick<Settings, 'publicBaseUrl' | 'blockedClients'>;
  readonly signer: Signer;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/**
 * Dynamic client registration without storage: the client_id is the signed registration itself. It expires after a year, for which the RFC has
 * no member (`client_secret_expires_at` is for secrets). All clients become public clients and keep only redirect URIs that are allowed here,
 * as the response shows (section 3.2.1).
 *
 * @see RFC 7591
 */
export function createRegistration({ settings, signer, log, clock }: RegistrationOptions): Handler {
  const blocked = createBlockList(settings.blockedClients);

  function usable(asked: readonly string[]): string[] {
    const redirectUris = asked.filter((uri) => isRedirectUri(uri, 'registration', settings.publicBaseUrl));
    if (redirectUris.length === 0) throw new OAuthError('invalid_redirect_uri', `redirect_uris: ${REDIRECT_URI_RULE}`);
    if (redirectUris.some(blocked.hasHostOf)) {
      throw new OAuthError('invalid_redirect_uri', 'redirect_uris: The operator of this server blocked a host among them.');
    }
    return redirectUris;
  }

  return async (request) => {
    const { redirect_uris: asked, client_name: name } = readMetadata(await readJson(request));
    const redirectUris = usable(asked);
    const issuedAt = Math.floor(clock() / 1000);
    const registration: Registration = { name: cleanName(name, 'Unnamed client'), redirectUris, issuedAt };
    const clientId = await signer.sign(registration);
    if (clientId.length > LONGEST_CLIENT_ID) {
      throw new OAuthError('invalid_client_metadata', 'The redirect URIs are too long together. Shorten them or register fewer.');
    }
    log.info('client_registered', { client: clientHash(clientId), redirects: redirectUris.length });
    return json(201, {
      client_id: clientId,
      client_id_issued_at: issuedAt,
      client_name: registration.name,
      redirect_uris: redirectUris,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    });
  };
}

async function readJson(request: Request): Promise<unknown> {
  if (!JSON_TYPE.test(request.headers.get('content-type') ?? '')) {
    throw new OAuthError('invalid_client_metadata', 'Send the client metadata as JSON, with Content-Type: application/json.');
  }
  const text = await readSmallBody(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new OAuthError('invalid_client_metadata', 'The body is not JSON.');
  }
}

function readMetadata(body: unknown): z.output<typeof Metadata> {
  if (typeof body === 'object' && body !== null && holdsReservedName(Object.keys(body))) {
    throw new OAuthError('invalid_client_metadata', 'The metadata must not hold members named "headers" or "query".');
  }
  const { data, error } = Metadata.safeParse(body);
  if (data) return data;
  const [issue] = error.issues;
  const [field] = issue?.path ?? [];
  const what = issue?.message ?? '';
  throw new OAuthError(
    field === 'redirect_uris' ? 'invalid_redirect_uri' : 'invalid_client_metadata',
    field === undefined ? what : `${String(field)}: ${what}`,
  );
}
