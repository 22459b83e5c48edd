export type LoginFailure =
  | 'no_login_in_progress'
  | 'declined'
  | 'provider_error'
  | 'provider_unreachable'
  | 'code_refused'
  | 'app_not_trusted'
  | 'identity_not_valid';

/** A login that cannot be finished. `providerCode` (AADSTS…) is all of the provider's answer that anybody gets to see. */
export class LoginError extends Error {
  override readonly name = 'LoginError';
  readonly code = 'login_failed';
  readonly failure: LoginFailure;
  readonly providerCode: string | undefined;
  constructor(failure: LoginFailure, providerCode?: string) {
    super(`Login failed: ${failure}.`);
    this.failure = failure;
    this.providerCode = providerCode;
  }
}

/** In: any text of the provider. Out: the AADSTS number in it, if there is one. */
export function providerCodeIn(text: unknown): string | undefined {
  return typeof text === 'string' ? /AADSTS\d{4,8}/.exec(text)?.[0] : undefined;
}

/** What MSAL's errors are told apart by: their stable `errorCode`, and the AADSTS number. Every other text of the provider stays inside. */
export function providerErrorOf(error: unknown): { readonly errorCode: unknown; readonly providerCode: string | undefined } {
  const { errorCode, errorMessage, message } = Object(error) as Record<'errorCode' | 'errorMessage' | 'message', unknown>;
  return { errorCode, providerCode: providerCodeIn(errorMessage) ?? providerCodeIn(message) };
}

/** Entra refuses the app itself, not the person. */
export const refusesApp = (errorCode: unknown): boolean => errorCode === 'invalid_client' || errorCode === 'unauthorized_client';
