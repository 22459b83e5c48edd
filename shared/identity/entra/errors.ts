import { AppError, type PageWords } from '../../platform/index.ts';

export type LoginErrorReason =
  | 'no_login_in_progress'
  | 'declined'
  | 'provider_error'
  | 'provider_unreachable'
  | 'code_refused'
  | 'app_not_trusted'
  | 'identity_not_valid';

type ErrorWords = PageWords & { readonly status: number };

const WORDS: Readonly<Record<LoginErrorReason, ErrorWords>> = {
  no_login_in_progress: {
    status: 400,
    title: 'This login is not in progress',
    what: 'The answer from Microsoft does not belong to a login that this browser started in the last ten minutes.',
    next: 'Start again in this window. Cookies must be allowed for this site.',
  },
  declined: {
    status: 403,
    title: 'Sign-in was cancelled',
    what: 'Microsoft reports that the login or the consent was declined.',
    next: 'Start again, or ask your administrator for access to this app.',
  },
  provider_error: {
    status: 502,
    title: 'Microsoft reported an error',
    what: 'The login page of Microsoft ended with an error.',
    next: 'Try again. If it happens again, give the code below to your administrator.',
  },
  provider_unreachable: {
    status: 502,
    title: 'Microsoft cannot be reached',
    what: 'The server got no usable answer from Microsoft Entra ID.',
    next: 'Load this page again in a minute, or start again.',
  },
  code_refused: {
    status: 400,
    title: 'Microsoft refused the login code',
    what: 'The code was used before, or is too old.',
    next: 'Start again. Reloading this page does not help, because each code works once.',
  },
  app_not_trusted: {
    status: 502,
    title: 'Microsoft does not trust this app',
    what: 'The app could not prove its identity to Microsoft Entra ID.',
    next: 'The operator has to check the federated credential of the app registration, or the client secret if one is used.',
  },
  identity_not_valid: {
    status: 403,
    title: 'The identity could not be confirmed',
    what: 'The identity that came back is not one that this app can trust: signature, tenant, audience, nonce or time is wrong.',
    next: 'Start again. If it happens again, the operator has to check the tenant and the client id of this app.',
  },
};

/** A login that cannot be finished. Of the provider's answer, only `providerCode` (AADSTS…) is shown. */
export class LoginError extends AppError {
  override readonly name = 'LoginError';
  readonly code = 'login_failed';
  readonly reason: LoginErrorReason;
  readonly providerCode: string | undefined;
  override readonly words: ErrorWords;
  override readonly logFields: { readonly failure: LoginErrorReason };
  constructor(reason: LoginErrorReason, providerCode?: string) {
    super(`Login failed: ${reason}.`);
    this.reason = reason;
    this.providerCode = providerCode;
    this.words = WORDS[reason];
    this.logFields = { failure: reason };
  }
}

/** The first AADSTS number in any text from the provider. */
export function providerCodeIn(text: unknown): string | undefined {
  return typeof text === 'string' ? /AADSTS\d{4,8}/.exec(text)?.[0] : undefined;
}

/** The stable `errorCode` and the AADSTS number of an MSAL error. No other text of the provider leaves this file. */
export function providerErrorOf(error: unknown): { readonly errorCode: unknown; readonly providerCode: string | undefined } {
  const { errorCode, errorMessage, message } = Object(error) as Record<'errorCode' | 'errorMessage' | 'message', unknown>;
  return { errorCode, providerCode: providerCodeIn(errorMessage) ?? providerCodeIn(message) };
}

/** Whether Entra rejects the app itself, not the person. */
export const rejectsApp = (errorCode: unknown): boolean => errorCode === 'invalid_client' || errorCode === 'unauthorized_client';
