import { clientHash, type Scope, type TokenNames } from '../../tokens/index.ts';
import { createAddressLimit, type Logger, type OriginPolicy, readForm, type Secrets, type Settings } from '../../../platform/index.ts';
import { type Destination, type SignIn } from '../../login/index.ts';
import type { GrantStore } from '../../grants/index.ts';
import { UnknownClientError, type Client, type ClientResolver } from '../clients/index.ts';
import { OAuthError } from '../errors.ts';
import { createBoundForms, type Content } from './bound-forms.ts';
import { consentPage, returnPage } from './pages.ts';
import { AuthorizeRefusal } from './refusals.ts';
import { checkRequest, queryOf, redirectUriOf, type Authorization } from './request.ts';
import { requestingClient, type RequestingClient } from './requesting-client.ts';
import { authorizationResponse, createArrival, type ReturnAddress } from './response.ts';

export interface AuthorizeParts {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly names: TokenNames;
  readonly grants: GrantStore;
  readonly policy: OriginPolicy;
  readonly signIn: SignIn;
  readonly resolveClient: ClientResolver;
  /** What the tools of this server need: nobody is asked for more. */
  readonly scopes: readonly Scope[];
  readonly log: Logger;
  readonly clock: () => number;
}

interface Authorize {
  /** GET: the consent page; POST: what the person chose there. */
  readonly handler: (request: Request) => Promise<Response>;
  /** Where a login goes on that began with a consent. */
  readonly destination: Destination;
}

/** A login cookie holds no more of an authorization, in bytes of JSON: a browser drops a cookie beyond 4 KiB. */
const LONGEST_AUTHORIZATION = 2_200;

/** The form that takes an error to a client holds no more, in bytes of JSON: sealed it grows by a third, and 16 KiB of a form are read. */
const LONGEST_RETURN = 8_000;

/** New metadata documents that one address has us fetch at once, and in a minute: a fraction of all that run at the same time. */
const DOCUMENTS_PER_MINUTE = 24;

/** What each button of the consent page leaves of the asked scopes. */
const CHOICES: Readonly<Record<string, (asked: readonly Scope[], ticked: readonly string[]) => Scope[]>> = {
  allow: (asked, ticked) => asked.filter((scope) => ticked.includes(scope)),
  read_only: (asked) => asked.filter((scope) => scope === 'telnyx.read'),
};

/**
 * The authorization endpoint (OAuth 2.1 section 4.1.1): request, consent, then login. What cannot be answered safely to the client is
 * a page and never a redirect.
 */
export function createAuthorize(parts: AuthorizeParts): Authorize {
  const { settings, secrets, names, policy, signIn, resolveClient, log } = parts;
  const { publicBaseUrl: origin, grantTtlDays } = settings;
  const forms = createBoundForms(secrets, origin);
  const fetches = createAddressLimit({ perMinute: DOCUMENTS_PER_MINUTE, hops: settings.forwardedHops });

  return {
    handler: (request) => (request.method === 'POST' ? decide(request) : ask(request)),
    destination: createArrival(parts),
  };

  async function ask(request: Request): Promise<Response> {
    const query = queryOf(request.url);
    const client = await clientOf(query.get('client_id'), request);
    const redirectUri = redirectUriOf(client, query.get('redirect_uri'), origin);
    if (redirectUri === undefined) throw new AuthorizeRefusal('redirect_uri_not_registered');
    const state = query.get('state') ?? undefined;
    const asker = requestingClient(client, redirectUri, origin);
    try {
      const authorization = authorizationOf(client, asker, redirectUri, state, query);
      const form = await forms.begin(request, { kind: 'consent', authorization, asker });
      return await consentPage({ client: asker, authorization, origin, grantTtlDays, form });
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      log.warn('authorize_refused', { reason: error.code, client: clientHash(client.id) });
      return refuse(request, asker, { redirectUri, state }, error);
    }
  }

  /** An error goes straight to a client whose URI is trusted; to any other a person takes it, by the button of a page. */
  async function refuse(
    request: Request,
    asker: RequestingClient,
    { redirectUri, state }: ReturnAddress,
    error: OAuthError,
  ): Promise<Response> {
    if (asker.trusted) return authorizationResponse({ redirectUri, state }, names.issuer, error);
    const why = { code: error.code, description: error.description };
    const content: Content = { kind: 'return', redirectUri, state, why };
    if (Buffer.byteLength(JSON.stringify(content)) > LONGEST_RETURN) throw new AuthorizeRefusal('too_long');
    return returnPage({ client: asker, redirectUri, error: why, form: await forms.begin(request, content) });
  }

  async function clientOf(clientId: string | null, request: Request): Promise<Client> {
    try {
      if (clientId !== null) return await resolveClient(clientId, () => fetches(request) === undefined);
    } catch (error) {
      throw error instanceof UnknownClientError ? new AuthorizeRefusal(`client_${error.failure}`) : error;
    }
    throw new AuthorizeRefusal('client_unknown');
  }

  function authorizationOf(
    client: Client,
    asker: RequestingClient,
    redirectUri: string,
    state: string | undefined,
    query: URLSearchParams,
  ): Authorization {
    const { challenge, audience, scopes } = checkRequest(query, names, parts.scopes);
    const authorization = {
      clientHash: clientHash(client.id),
      clientName: asker.name,
      redirectUri,
      challenge,
      audience,
      scopes: [...scopes],
      ...(state !== undefined && { state }),
    };
    if (Buffer.byteLength(JSON.stringify(authorization)) > LONGEST_AUTHORIZATION) {
      throw new OAuthError('invalid_request', 'state and redirect_uri together are too long for a login: use a shorter state.');
    }
    return authorization;
  }

  async function decide(request: Request): Promise<Response> {
    if (!policy.isOwnForm(request)) throw new AuthorizeRefusal('foreign_form');
    const form = await readForm(request);
    const { content, drop } = await forms.open(request, form.get('request') ?? '');
    const [action = '', ...others] = form.getAll('action');
    if (others.length > 0) throw new AuthorizeRefusal('no_choice');
    if (content.kind === 'consent') return choose(request, content, drop, action, form.getAll('scope'));
    if (action !== 'return') throw new AuthorizeRefusal('no_choice');
    return authorizationResponse(content, names.issuer, content.why);
  }

  /** A second use of the same page within its ten minutes only begins another login: so the back button works. A denial is final. */
  async function choose(
    request: Request,
    { authorization, asker }: Extract<Content, { kind: 'consent' }>,
    drop: string,
    action: string,
    ticked: readonly string[],
  ): Promise<Response> {
    if (action === 'deny') {
      log.info('consent_denied', { client: authorization.clientHash });
      const response = await refuse(request, asker, authorization, new OAuthError('access_denied', 'The person declined.'));
      response.headers.append('set-cookie', drop);
      return response;
    }
    const choice = Object.hasOwn(CHOICES, action) ? CHOICES[action] : undefined;
    if (!choice) throw new AuthorizeRefusal('no_choice');
    const scopes = choice(authorization.scopes, ticked);
    if (scopes.length === 0) throw new AuthorizeRefusal('nothing_ticked');
    return signIn.begin(request, 'authorize', { ...authorization, scopes });
  }
}
