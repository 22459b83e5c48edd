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
    title: 'This sign-in is not in progress',
    what: 'Microsoft answered a sign-in that this browser did not start in the last ten minutes. Nobody got access.',
    next: ['Allow cookies for this site.', 'Start again in this window.'],
    failed: 'time',
  },
  declined: {
    status: 403,
    title: 'Sign-in was cancelled',
    what: 'Microsoft stopped before telling us who you are. Nothing was changed.',
    next: ['Start again and accept the request.', 'Still no luck? Ask your admin to let you use this app. Send them the code below.'],
    failed: 'microsoft',
  },
  provider_error: {
    status: 502,
    title: 'Microsoft reported an error',
    what: 'The sign-in ended at Microsoft. Nobody got access.',
    next: ['Start again.', 'If it happens again, send the code below to your admin.'],
    failed: 'microsoft',
  },
  provider_unreachable: {
    status: 502,
    title: 'Microsoft cannot be reached',
    what: 'We got no usable answer from Microsoft Entra ID. Nobody got access.',
    next: ['Wait a minute, then try again: this page may still finish the sign-in.', 'If it lasts longer, tell your admin.'],
    failed: 'microsoft',
    reload: true,
  },
  code_refused: {
    status: 400,
    title: 'Microsoft refused the sign-in code',
    what: 'The code was used before, or it is too old. Nobody got access.',
    next: 'Start again. Each code works once, so reloading this page does not help.',
    failed: 'microsoft',
  },
  app_not_trusted: {
    status: 502,
    title: 'Microsoft does not trust this app',
    what: 'This server could not prove to Microsoft Entra ID who it is. Nobody got access.',
    next: ['Tell your admin.', 'To check: the federated credential of the app registration, or the client secret if one is used.'],
    failed: 'microsoft',
  },
  identity_not_valid: {
    status: 403,
    title: 'We could not confirm who you are',
    what: 'What came back is no identity that we trust: its signature, tenant, audience, nonce or time is wrong. Nobody got access.',
    next: ['Start again.', 'If it happens again, your admin has to check the tenant and the client id of this app.'],
    failed: 'microsoft',
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
