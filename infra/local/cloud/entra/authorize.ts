/** The authorization endpoint: GET shows the sign-in page, POST takes the choice made on it (RFC 6749 4.1.1, RFC 7636 4.3). */
import { json, redirect } from '../loopback/answers.ts';
import type { LoopbackAnswer, LoopbackRequest } from '../loopback/server.ts';
import type { CodeStore } from './codes.ts';
import type { Directory } from './directory.ts';
import { faultFor, faults, report } from './errors.ts';
import type { Fault } from './errors.ts';
import { findKnob } from './login-controls.ts';
import { errorPage, signInPage } from './pages.ts';
import { allowsRedirect } from './registration.ts';
import type { Registration } from './registration.ts';
import { findUser } from './users.ts';

/** Checked in this order once client and redirect URI are known to be right; the first that fails is reported by redirect. */
const rules: readonly { readonly holds: (query: URLSearchParams) => boolean; readonly fault: Fault }[] = [
  { holds: (query) => query.get('response_type') === 'code', fault: faults.responseType },
  { holds: (query) => (query.get('response_mode') ?? 'query') === 'query', fault: faults.responseMode },
  { holds: (query) => (query.get('scope') ?? '').split(' ').includes('openid'), fault: faults.scope },
  { holds: (query) => Boolean(query.get('code_challenge')) && query.get('code_challenge_method') === 'S256', fault: faults.pkceRequired },
  { holds: (query) => query.get('prompt') !== 'none', fault: faults.promptNone },
];

export interface AuthorizationEndpoint {
  readonly show: (request: LoopbackRequest) => Promise<LoopbackAnswer>;
  readonly choose: (request: LoopbackRequest) => Promise<LoopbackAnswer>;
}

/** Faults of client or redirect URI are pages: nobody is sent to an address that is not registered. */
export function createAuthorizationEndpoint(registration: Registration, codes: CodeStore, directory: Directory): AuthorizationEndpoint {
  const { tenantId, clientId } = registration;

  function pageFault(query: URLSearchParams): Fault | undefined {
    const client = query.get('client_id') ?? '';
    if (client === '') return faultFor.missingParameter('client_id');
    if (client !== clientId) return faultFor.unknownClient(client, tenantId);
    const redirectUri = query.get('redirect_uri') ?? '';
    return allowsRedirect(registration, redirectUri) ? undefined : faultFor.redirectMismatch(redirectUri, clientId);
  }

  function back(query: URLSearchParams, answer: Readonly<Record<string, string | undefined>>): LoopbackAnswer {
    const target = new URL(query.get('redirect_uri') ?? '');
    const state = query.get('state');
    const parameters: Readonly<Record<string, string | undefined>> = { ...(state === null ? {} : { state }), ...answer };
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined) target.searchParams.set(name, value);
    return redirect(target.href);
  }

  function backWithFault(query: URLSearchParams, fault: Fault, request: LoopbackRequest): LoopbackAnswer {
    const { error, error_description, error_uri } = report(fault, request.headers);
    return back(query, { error, error_description, error_uri, error_subcode: fault.subcode });
  }

  /** The answer to a request that may not proceed. */
  function answerRefusal(query: URLSearchParams, request: LoopbackRequest): LoopbackAnswer | Promise<LoopbackAnswer> | undefined {
    const fault = pageFault(query);
    if (fault !== undefined) return errorPage(report(fault, request.headers), fault.status);
    const broken = rules.find((rule) => !rule.holds(query));
    return broken && backWithFault(query, broken.fault, request);
  }

  return {
    show: async (request) => answerRefusal(request.url.searchParams, request) ?? signInPage(request.url),
    choose: async (request) => {
      const form = new URLSearchParams(await request.body());
      const refused = answerRefusal(form, request);
      if (refused !== undefined) return refused;
      if (form.has('cancel')) return backWithFault(form, faults.declined, request);
      const user = findUser(form.get('user') ?? '');
      const knob = findKnob(form.get('knob'));
      if (user === undefined) return json(400, report(faults.unknownUser, request.headers));
      if (knob === undefined) return json(400, report(faults.unknownKnob, request.headers));
      const refusal = directory.refusalOf(user);
      if (refusal !== undefined) return errorPage(report(refusal, request.headers), refusal.status);
      if (knob.refuse !== undefined) return backWithFault(form, knob.refuse, request);
      const code = codes.issue({
        user,
        knob,
        redirectUri: form.get('redirect_uri') ?? '',
        codeChallenge: form.get('code_challenge') ?? '',
        scope: form.get('scope') ?? '',
        nonce: form.get('nonce') ?? undefined,
      });
      return back(form, { code, ...knob.redirect });
    },
  };
}
