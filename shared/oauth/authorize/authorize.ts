import { clientHash, type Scope, type TokenNames } from '../../auth/index.ts';
import { createBrake, readForm, type OriginPolicy } from '../../http/index.ts';
import type { Logger } from '../../log/index.ts';
import { guardPages, type Destination, type SignIn } from '../../login/index.ts';
import type { Secrets } from '../../secrets/index.ts';
import type { Settings } from '../../settings/index.ts';
import { UnknownClientError, type Client, type ClientResolver } from '../clients/index.ts';
import { OAuthError } from '../errors.ts';
import { answerClient } from './answer.ts';
import { createArrival } from './arrival.ts';
import type { Authorization } from './authorization.ts';
import { shownName } from './client-name.ts';
import { consentPage } from './consent-page.ts';
import { createConsents } from './consents.ts';
import { queryOf } from './query.ts';
import { redirectUriOf } from './redirect-uri.ts';
import { AuthorizeRefusal, refusalPage } from './refusals.ts';
import { checkRequest } from './request-checks.ts';

export interface AuthorizeParts {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly names: TokenNames;
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

/** New metadata documents that one address has us fetch at once, and in a minute: a fraction of all that run at the same time. */
const DOCUMENTS_PER_MINUTE = 24;

/** What each button of the consent page leaves of the asked scopes. */
const CHOICES: Readonly<Record<string, (asked: readonly Scope[], ticked: readonly string[]) => Scope[]>> = {
  allow: (asked, ticked) => asked.filter((scope) => ticked.includes(scope)),
  read_only: (asked) => asked.filter((scope) => scope === 'telnyx.read'),
};

/**
 * The authorization endpoint (OAuth 2.1 section 4.1.1): request, consent, then login. What cannot be answered safely to the client is
 * a page and never a redirect; nothing is stored on the server.
 */
export function createAuthorize(parts: AuthorizeParts): Authorize {
  const { settings, secrets, names, policy, signIn, resolveClient, log } = parts;
  const { publicBaseUrl: origin, grantTtlDays } = settings;
  const consents = createConsents(secrets, origin);
  const fetches = createBrake({ perMinute: DOCUMENTS_PER_MINUTE });
  const guarded = guardPages(log, undefined, 'authorize_failed');

  return {
    handler: guarded(async (request) => {
      try {
        return await (request.method === 'POST' ? decide(request) : ask(request));
      } catch (error) {
        if (!(error instanceof AuthorizeRefusal)) throw error;
        log.warn('authorize_refused', { reason: error.reason });
        return refusalPage(error.reason);
      }
    }),
    destination: createArrival(parts),
  };

  async function ask(request: Request): Promise<Response> {
    const query = queryOf(request.url);
    const client = await clientOf(query.get('client_id'), request);
    const redirectUri = redirectUriOf(client, query.get('redirect_uri'), origin);
    if (redirectUri === undefined) throw new AuthorizeRefusal('redirect_uri_not_registered');
    const state = query.get('state') ?? undefined;
    try {
      const authorization = authorizationOf(client, redirectUri, state, query);
      return await consentPage({ client, authorization, origin, grantTtlDays, ...(await consents.begin(request, authorization)) });
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      log.warn('authorize_refused', { reason: error.code, client: clientHash(client.id) });
      return answerClient({ redirectUri, state }, names.issuer, error);
    }
  }

  async function clientOf(clientId: string | null, request: Request): Promise<Client> {
    try {
      if (clientId !== null) return await resolveClient(clientId, () => fetches(request) === undefined);
    } catch (error) {
      throw error instanceof UnknownClientError ? new AuthorizeRefusal(`client_${error.failure}`) : error;
    }
    throw new AuthorizeRefusal('client_unknown');
  }

  function authorizationOf(client: Client, redirectUri: string, state: string | undefined, query: URLSearchParams): Authorization {
    const { challenge, audience, scopes } = checkRequest(query, names, parts.scopes);
    const authorization = {
      clientHash: clientHash(client.id),
      clientName: shownName(client.name),
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

  /** A second use of the same page within its ten minutes only begins another login: so the back button works. A denial is final. */
  async function decide(request: Request): Promise<Response> {
    if (!policy.isOwnForm(request)) throw new AuthorizeRefusal('foreign_form');
    const form = await readForm(request);
    const { authorization, drop } = await consents.open(request, form.get('request') ?? '');
    const [action = '', ...others] = form.getAll('action');
    if (action === 'deny' && others.length === 0) {
      log.info('consent_denied', { client: authorization.clientHash });
      const response = answerClient(authorization, names.issuer, new OAuthError('access_denied', 'The person declined.'));
      response.headers.append('set-cookie', drop);
      return response;
    }
    const choose = Object.hasOwn(CHOICES, action) && others.length === 0 ? CHOICES[action] : undefined;
    if (!choose) throw new AuthorizeRefusal('no_choice');
    const scopes = choose(authorization.scopes, form.getAll('scope'));
    if (scopes.length === 0) throw new AuthorizeRefusal('nothing_ticked');
    return signIn.begin(request, 'authorize', { ...authorization, scopes });
  }
}
