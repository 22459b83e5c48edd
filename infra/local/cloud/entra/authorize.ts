/** The authorization endpoint: GET shows the sign-in page, POST takes the choice made on it. See RFC 6749 section 4.1.1, RFC 7636 section 4.3. */
import { json, redirect } from '../loopback/answers.ts';
import type { LoopbackAnswer, LoopbackRequest } from '../loopback/server.ts';
import type { CodeStore } from './codes.ts';
import type { Directory } from './directory.ts';
import { entraErrorFor, entraErrors, errorBody } from './errors.ts';
import type { EntraError } from './errors.ts';
import { findLoginControl } from './login-controls.ts';
import { errorPage, signInPage } from './pages.ts';
import { allowsRedirect } from './registration.ts';
import type { Registration } from './registration.ts';
import { findUser } from './users.ts';

/** Checked in this order, after client and redirect URI. The first rule that fails is reported by redirect. */
const rules: readonly { readonly holds: (query: URLSearchParams) => boolean; readonly error: EntraError }[] = [
  { holds: (query) => query.get('response_type') === 'code', error: entraErrors.responseType },
  { holds: (query) => (query.get('response_mode') ?? 'query') === 'query', error: entraErrors.responseMode },
  { holds: (query) => (query.get('scope') ?? '').split(' ').includes('openid'), error: entraErrors.scope },
  {
    holds: (query) => Boolean(query.get('code_challenge')) && query.get('code_challenge_method') === 'S256',
    error: entraErrors.pkceRequired,
  },
  { holds: (query) => query.get('prompt') !== 'none', error: entraErrors.promptNone },
];

export interface AuthorizationEndpoint {
  readonly show: (request: LoopbackRequest) => Promise<LoopbackAnswer>;
  readonly choose: (request: LoopbackRequest) => Promise<LoopbackAnswer>;
}

/** An error in client or redirect URI is a page: the endpoint never redirects to an address that is not registered. */
export function createAuthorizationEndpoint(registration: Registration, codes: CodeStore, directory: Directory): AuthorizationEndpoint {
  const { tenantId, clientId } = registration;

  function pageError(query: URLSearchParams): EntraError | undefined {
    const client = query.get('client_id') ?? '';
    if (client === '') return entraErrorFor.missingParameter('client_id');
    if (client !== clientId) return entraErrorFor.unknownClient(client, tenantId);
    const redirectUri = query.get('redirect_uri') ?? '';
    return allowsRedirect(registration, redirectUri) ? undefined : entraErrorFor.redirectMismatch(redirectUri, clientId);
  }

  function redirectBack(query: URLSearchParams, answer: Readonly<Record<string, string | undefined>>): LoopbackAnswer {
    const target = new URL(query.get('redirect_uri') ?? '');
    const state = query.get('state');
    const parameters: Readonly<Record<string, string | undefined>> = { ...(state === null ? {} : { state }), ...answer };
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined) target.searchParams.set(name, value);
    return redirect(target.href);
  }

  function redirectWithError(query: URLSearchParams, cause: EntraError, request: LoopbackRequest): LoopbackAnswer {
    const { error, error_description, error_uri } = errorBody(cause, request.headers);
    return redirectBack(query, { error, error_description, error_uri, error_subcode: cause.subcode });
  }

  /** Undefined: the request may proceed. */
  function errorAnswer(query: URLSearchParams, request: LoopbackRequest): LoopbackAnswer | Promise<LoopbackAnswer> | undefined {
    const error = pageError(query);
    if (error !== undefined) return errorPage(errorBody(error, request.headers), error.status);
    const broken = rules.find((rule) => !rule.holds(query));
    return broken && redirectWithError(query, broken.error, request);
  }

  return {
    show: async (request) => errorAnswer(request.url.searchParams, request) ?? signInPage(request.url),
    choose: async (request) => {
      const form = new URLSearchParams(await request.body());
      const invalid = errorAnswer(form, request);
      if (invalid !== undefined) return invalid;
      if (form.has('cancel')) return redirectWithError(form, entraErrors.declined, request);
      const user = findUser(form.get('user') ?? '');
      const control = findLoginControl(form.get('control'));
      if (user === undefined) return json(400, errorBody(entraErrors.unknownUser, request.headers));
      if (control === undefined) return json(400, errorBody(entraErrors.unknownControl, request.headers));
      const error = directory.signInErrorOf(user);
      if (error !== undefined) return errorPage(errorBody(error, request.headers), error.status);
      if (control.error !== undefined) return redirectWithError(form, control.error, request);
      const code = codes.issue({
        user,
        control,
        redirectUri: form.get('redirect_uri') ?? '',
        codeChallenge: form.get('code_challenge') ?? '',
        scope: form.get('scope') ?? '',
        nonce: form.get('nonce') ?? undefined,
      });
      return redirectBack(form, { code, ...control.redirect });
    },
  };
}
