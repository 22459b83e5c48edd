import { LoginError, type LoginFailure } from '../entra/index.ts';
import { html, page } from '../http/pages/index.ts';

interface Words {
  readonly status: number;
  readonly title: string;
  readonly what: string;
  readonly next: string;
}

const WORDS: Readonly<Record<LoginFailure, Words>> = {
  no_login_in_progress: {
    status: 400,
    title: 'This login is not in progress',
    what: 'The answer from Microsoft does not belong to a login that this browser started in the last ten minutes.',
    next: 'Start again in this window. Cookies must be allowed for this site.',
  },
  declined: {
    status: 403,
    title: 'The login was cancelled',
    what: 'Microsoft reports that the login or the consent was declined.',
    next: 'Start again, or ask your administrator for access to this app.',
  },
  provider_error: {
    status: 502,
    title: 'Microsoft reported an error',
    what: 'The login page of Microsoft ended with an error.',
    next: 'Try again. If it stays, give the code below to your administrator.',
  },
  provider_unreachable: {
    status: 502,
    title: 'Microsoft cannot be reached',
    what: 'The server got no usable answer from Microsoft Entra ID.',
    next: 'Try again in a minute.',
  },
  code_refused: {
    status: 400,
    title: 'Microsoft refused the login code',
    what: 'The code was used before, or is too old.',
    next: 'Start again. Reloading this page cannot help, because each code works once.',
  },
  app_not_trusted: {
    status: 502,
    title: 'Microsoft does not trust this app',
    what: 'The app could not prove its identity to Microsoft Entra ID.',
    next: 'The operator has to check the federated credential of the app registration, or the client secret where one is used.',
  },
  identity_not_valid: {
    status: 403,
    title: 'The identity could not be confirmed',
    what: 'The identity that came back is not one that this app can trust: signature, tenant, audience, nonce or time is wrong.',
    next: 'Start again. If it stays, the operator has to check the tenant and the client id of this app.',
  },
};

const UNAVAILABLE: Words = {
  status: 503,
  title: 'The server cannot log anyone in right now',
  what: 'A secret that the login needs is not available.',
  next: 'Try again in a minute. The operator finds out more at /health/ready.',
};

/** In: why a login failed (anything that is no LoginError means that a secret is missing); cookies to drop. Out: the page that says so. */
export function loginErrorPage(error: unknown, cookies: readonly string[] = []): Promise<Response> {
  const known = error instanceof LoginError ? error : undefined;
  const { status, title, what, next } = known ? WORDS[known.failure] : UNAVAILABLE;
  return page({
    title,
    status,
    cookies,
    content: html`<h1>${title}</h1>
      <p>${what}</p>
      <section>
        <h2>What to do</h2>
        <p>${next}</p>
        ${known?.providerCode !== undefined && html`<p class="soft">Code: <code>${known.providerCode}</code></p>`}
        <a class="button" href="/test-auth">Start again</a>
      </section>`,
  });
}

/** A form that did not come from our own page. */
export const foreignFormPage = (): Promise<Response> =>
  page({
    title: 'Nothing was changed',
    status: 403,
    content: html`<h1>Nothing was changed</h1>
      <p>This form was sent from another site. Open the token page itself and use the form there.</p>
      <a class="button" href="/test-auth">Go to the token page</a>`,
  });
