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
