import { createAddressLimit, readForm, type Handler, type OriginPolicy } from '../../../platform/index.ts';
import type { LoginContinuation, Sessions, SignedIn, SignIn } from '../../login/index.ts';
import { clientHash, type Scope } from '../../tokens/index.ts';
import { UnknownClientError, type Client, type ClientResolver } from '../clients/index.ts';
import { OAuthError } from '../errors.ts';
import { createBoundForms, type Content } from './bound-forms.ts';
import { consentPage } from './consent-page.ts';
import { AuthorizeError, type Claimed } from './errors.ts';
import { returnPage } from './return-page.ts';
import { checkRequest, queryOf, redirectUriOf, type Authorization } from './request.ts';
import { requestingClient, shownName, type RequestingClient } from './requesting-client.ts';
import { authorizationResponse, createConsentContinuation, type ConsentContinuationOptions, type ReturnAddress } from './response.ts';

export interface AuthorizeOptions extends ConsentContinuationOptions {
  readonly policy: OriginPolicy;
  readonly signIn: SignIn;
  /** Only for showing who is probably asked: who signs in next decides. */
  readonly sessions: Sessions;
  readonly resolveClient: ClientResolver;
  /** The scopes that this server's tools need. No others are offered. */
  readonly scopes: readonly Scope[];
}

interface Authorize {
  /** GET: the consent page. POST: the person’s choice there. */
  readonly handler: Handler;
  /** Continues after the login that follows a consent. */
  readonly continuation: LoginContinuation;
}

/** In bytes of JSON: an authorization travels in the login cookie, and browsers drop cookies above 4 KiB. */
const LONGEST_AUTHORIZATION = 2_200;

/** In bytes of JSON: sealing adds a third, and at most 16 KiB of a form are read. */
const LONGEST_RETURN = 8_000;

/** New metadata documents that one address may make us fetch in a minute: a fraction of all concurrent fetches. */
const DOCUMENTS_PER_MINUTE = 24;

/** The scopes that each button of the consent page grants. */
const CHOICES: Readonly<Record<string, (asked: readonly Scope[], ticked: readonly string[]) => Scope[]>> = {
  allow: (asked, ticked) => asked.filter((scope) => ticked.includes(scope)),
  read_only: (asked) => asked.filter((scope) => scope === 'telnyx.read'),
};

/**
 * The authorization endpoint (OAuth 2.1 section 4.1.1): request, consent, then login. If it is not safe to redirect an error to the client, the
 * person sees a page.
 */
export function createAuthorize(options: AuthorizeOptions): Authorize {
  const { settings, secrets, names, policy, signIn, sessions, resolveClient, scopes: offered, log } = options;
  const { publicBaseUrl: origin } = settings;
  const forms = createBoundForms(secrets, origin);
  const secondsToWait = createAddressLimit({ perMinute: DOCUMENTS_PER_MINUTE, hops: settings.forwardedHops });

  return {
    handler: (request) => (request.method === 'POST' ? decide(request) : ask(request)),
    continuation: createConsentContinuation(options),
  };

  async function ask(request: Request): Promise<Response> {
    const query = queryOf(request.url);
    if (query.size === 0) throw new AuthorizeError('for_clients');
    const claimed: Claimed = { clientId: query.get('client_id'), redirectUri: query.get('redirect_uri') };
    const found = await clientOf(claimed, request);
    const redirectUri = redirectUriOf(found, query.get('redirect_uri'), origin);
    if (redirectUri === undefined) throw new AuthorizeError('redirect_uri_not_registered', { ...claimed, name: shownName(found.name) });
    const state = query.get('state') ?? undefined;
    const client = requestingClient(found, redirectUri, origin);
    try {
      const requested = checkRequest(query, names, offered);
      const authorization: Authorization = {
        clientHash: clientHash(found.id),
        clientName: client.name,
        redirectUri,
        ...requested,
        ...(state !== undefined && { state }),
      };
      if (Buffer.byteLength(JSON.stringify(authorization)) > LONGEST_AUTHORIZATION) {
        throw new OAuthError('invalid_request', 'state and redirect_uri together are too long for a sign-in: use a shorter state.');
      }
      return await askConsent(request, client, authorization, await sessions.open(request));
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      log.warn('authorize_refused', { reason: error.code, client: clientHash(found.id) });
      return errorResponse(request, client, { redirectUri, state }, error);
    }
  }

  async function askConsent(
    request: Request,
    client: RequestingClient,
    authorization: Authorization,
    person?: SignedIn,
  ): Promise<Response> {
    const form = await forms.begin(request, { kind: 'consent', authorization, asker: client });
    return consentPage(settings, { client, authorization, person, form });
  }

  /** Redirects an error to a trusted redirect URI at once. For any other URI, the person does it with the button of a page. */
  async function errorResponse(
    request: Request,
    client: RequestingClient,
    { redirectUri, state }: ReturnAddress,
    { code, description }: OAuthError,
  ): Promise<Response> {
    const error = { code, description };
    if (client.trusted) return authorizationResponse({ redirectUri, state }, names.issuer, error);
    const content: Content = { kind: 'return', redirectUri, state, why: error };
    if (Buffer.byteLength(JSON.stringify(content)) > LONGEST_RETURN) throw new AuthorizeError('too_long');
    return returnPage(settings, { client, redirectUri, error, form: await forms.begin(request, content) });
  }

  async function clientOf(claimed: Claimed, request: Request): Promise<Client> {
    const { clientId } = claimed;
    try {
      if (clientId) return await resolveClient(clientId, () => secondsToWait(request) === undefined);
    } catch (error) {
      throw error instanceof UnknownClientError ? new AuthorizeError(`client_${error.reason}`, claimed) : error;
    }
    throw new AuthorizeError('client_unknown', claimed);
  }

  async function decide(request: Request): Promise<Response> {
    if (!policy.isOwnForm(request)) throw new AuthorizeError('foreign_form');
    const form = await readForm(request);
    const { content, drop } = await forms.open(request, form.get('request') ?? '');
    const [action = '', ...others] = form.getAll('action');
    if (others.length > 0) throw new AuthorizeError('no_choice');
    if (content.kind === 'consent') return choose(request, content, drop, action, form.getAll('scope'));
    if (action !== 'return') throw new AuthorizeError('no_choice');
    return authorizationResponse(content, names.issuer, content.why);
  }

  /** Submitting the same page again within its ten minutes only starts another login, so the back button works. A denial is final. */
  async function choose(
    request: Request,
    { authorization, asker }: Extract<Content, { kind: 'consent' }>,
    drop: string,
    action: string,
    ticked: readonly string[],
  ): Promise<Response> {
    if (action === 'deny') {
      log.info('consent_denied', { client: authorization.clientHash });
      const response = await errorResponse(request, asker, authorization, new OAuthError('access_denied', 'The person declined.'));
      response.headers.append('set-cookie', drop);
      return response;
    }
    if (action === 'not_me') {
      const response = await askConsent(request, asker, authorization);
      response.headers.append('set-cookie', drop);
      response.headers.append('set-cookie', sessions.drop());
      return response;
    }
    const choice = Object.hasOwn(CHOICES, action) ? CHOICES[action] : undefined;
    if (!choice) throw new AuthorizeError('no_choice');
    const scopes = choice(authorization.scopes, ticked);
    if (scopes.length === 0) throw new AuthorizeError('nothing_ticked');
    return signIn.begin(request, 'authorize', { ...authorization, scopes });
  }
}
