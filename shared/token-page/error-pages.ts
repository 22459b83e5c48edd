import { BodyNotTextError, BodyTooLargeError } from '../http/index.ts';
import { SecretUnavailableError } from '../secrets/index.ts';
import { LoginError, type LoginFailure } from '../entra/index.ts';
import { html, page, type Html } from '../http/pages/index.ts';

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

const TOO_LARGE: Words = {
  status: 413,
  title: 'The form is too large',
  what: 'What was sent is no form of this page. Nothing was changed.',
  next: 'Open the token page itself and use the form there.',
};

const unforeseen = (id: string): Words => ({
  status: 500,
  title: 'Something failed inside this server',
  what: 'The login could not be finished.',
  next: `Try again. If it stays, give this id to the operator, who finds it in the log: ${id}`,
});

/** In: what a login or the token page threw; an id for what nobody foresaw. Out: the page that says what happened and what to do. */
export function troublePage(error: unknown, id: string): Promise<Response> {
  const known = error instanceof LoginError ? error : undefined;
  const words = known ? WORDS[known.failure] : wordsFor(error, id);
  return page({ title: words.title, status: words.status, content: troubleContent(words, 'Start again', known?.providerCode) });
}

function wordsFor(error: unknown, id: string): Words {
  if (error instanceof SecretUnavailableError) return UNAVAILABLE;
  if (error instanceof BodyTooLargeError || error instanceof BodyNotTextError) return TOO_LARGE;
  return unforeseen(id);
}

/** A form of a token page that is no longer open. */
export const sessionEndedPage = (): Promise<Response> =>
  formPage({
    status: 401,
    title: 'The token page was closed',
    what: 'It stays open for ten minutes after a token was made. Nothing was changed, and a token that you copied stays good.',
    next: 'Log in again to make another token.',
  });

/** A form that did not come from our own page. */
export const foreignFormPage = (): Promise<Response> =>
  formPage({
    status: 403,
    title: 'Nothing was changed',
    what: 'This form was sent from another site.',
    next: 'Open the token page itself and use the form there.',
  });

/** A form that asks for a token that may do nothing. */
export const nothingTickedPage = (): Promise<Response> =>
  formPage({
    status: 400,
    title: 'No box was ticked',
    what: 'A token that may do nothing serves nobody, so nothing was changed: your token is the same as before.',
    next: 'Go back and tick at least one box under “It may”.',
  });

const formPage = (words: Words): Promise<Response> =>
  page({ title: words.title, status: words.status, content: troubleContent(words, 'Back to the token page') });

const troubleContent = ({ title, what, next }: Words, button: string, code?: string): Html =>
  html`<h1>${title}</h1>
    <p class="lead">${what}</p>
    <section>
      <h2>What to do</h2>
      <p>${next}</p>
      <p><a class="button wide" href="/test-auth">${button}</a></p>
    </section>
    ${code !== undefined && html`<p class="soft small">Microsoft’s code: <code>${code}</code></p>`}`;
