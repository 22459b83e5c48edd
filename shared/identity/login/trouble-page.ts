import {
  BodyBrokenError,
  BodyNotFormError,
  BodyNotTextError,
  BodyTooLargeError,
  BodyTooSlowError,
  html,
  type Html,
  type Logger,
  page,
  ROLES,
  SecretUnavailableError,
  StoreUnavailableError,
} from '../../platform/index.ts';
import { randomUUID } from 'node:crypto';
import { LoginError, type LoginFailure } from '../entra/index.ts';

/** A button with which a person begins anew. */
export interface StartAgain {
  readonly href: string;
  readonly label: string;
}

/** What a page says of something that went wrong. */
export interface Words {
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
    next: 'Load this page again in a minute, or start again.',
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
  title: 'The server cannot do this right now',
  what: 'A secret or the storage that this needs is not available. Nothing was changed.',
  next: 'Try again in a minute. The operator finds out more at /health/ready.',
};

const TOO_LARGE: Words = {
  status: 413,
  title: 'The form is too large',
  what: 'What was sent is no form of this page. Nothing was changed.',
  next: 'Open the page itself and use the form there.',
};

const TOO_SLOW: Words = {
  status: 408,
  title: 'The form arrived too slowly',
  what: 'The form was not complete within ten seconds. Nothing was changed.',
  next: 'Go back and send the form again. If it happens again, check your connection.',
};

const NO_FORM: Words = {
  status: 400,
  title: 'The form cannot be read',
  what: 'What arrived is no whole form of this page. Nothing was changed.',
  next: 'Open the page itself and use the form there.',
};

const isNoForm = (error: unknown): boolean =>
  error instanceof BodyNotFormError || error instanceof BodyNotTextError || error instanceof BodyBrokenError;

const unforeseen = (id: string): Words => ({
  status: 500,
  title: 'Something failed inside this server',
  what: 'This could not be finished.',
  next: `Try again. If it stays, give this id to the operator, who finds it in the log: ${id}`,
});

/**
 * In: what a login or a page threw; an id for what nobody foresaw; where to begin anew, if a link leads there. Out: the page that says what
 * happened and what to do.
 */
export function troublePage(error: unknown, id: string, startAgain?: StartAgain): Promise<Response> {
  const known = error instanceof LoginError ? error : undefined;
  return wordsPage(known ? WORDS[known.failure] : wordsFor(error, id), startAgain, known?.providerCode);
}

/** A page of words alone: what happened, what to do, and a button where there is one. */
export const wordsPage = (words: Words, startAgain?: StartAgain, providerCode?: string): Promise<Response> =>
  page({ title: words.title, status: words.status, content: troubleContent(words, startAgain, providerCode) });

/** Makes a page of whatever its handler throws, and a line in the log. */
export function guardPages(log: Logger, startAgain: StartAgain | undefined, event = 'login_failed') {
  return (handler: (request: Request) => Promise<Response>) =>
    async (request: Request): Promise<Response> => {
      try {
        return await handler(request);
      } catch (error) {
        const id = randomUUID();
        // What a sender did wrong is no fault of the server.
        if (error instanceof BodyTooLargeError || error instanceof BodyTooSlowError || isNoForm(error)) log.info('form_refused');
        else log.error(event, error, { request: id });
        return troublePage(error, id, startAgain);
      }
    };
}

function wordsFor(error: unknown, id: string): Words {
  if (error instanceof SecretUnavailableError || error instanceof StoreUnavailableError) return UNAVAILABLE;
  if (error instanceof BodyTooLargeError) return TOO_LARGE;
  if (error instanceof BodyTooSlowError) return TOO_SLOW;
  if (isNoForm(error)) return NO_FORM;
  return unforeseen(id);
}

const troubleContent = ({ title, what, next }: Words, startAgain?: StartAgain, code?: string): Html =>
  html`<h1>${title}</h1>
    <p class="lead">${what}</p>
    <section>
      <h2>What to do</h2>
      <p>${next}</p>
      ${startAgain && html`<p><a class="button wide" href="${startAgain.href}">${startAgain.label}</a></p>`}
    </section>
    ${code !== undefined && html`<p class="soft small">Microsoft’s code: <code>${code}</code></p>`}`;

const ROLE_LIST = new Intl.ListFormat('en', { type: 'disjunction' }).format(ROLES);

/**
 * The person logged in, and has no app role that counts here.
 *
 * @param username - of the account at Microsoft, so that a person with several sees which one this was; may be empty
 * @param wayBack - a link for a person whom a client waits for: it tells the client that nothing comes
 */
export const noRolePage = (username: string, startAgain: StartAgain | undefined, wayBack = startAgain): Promise<Response> =>
  wordsPage(
    {
      status: 403,
      title: 'You have no role in this app',
      what: `Microsoft confirmed who you are${username && ` (${username})`}, but your account has no role here. Nobody was given access.`,
      next: `Ask an administrator of your organization to assign you one of the roles of this app in Microsoft Entra: ${ROLE_LIST}. Then ${
        startAgain ? 'start again' : 'go back to your client and connect it again'
      }.`,
    },
    wayBack,
  );

/** Too many requests from one address. In: after how many seconds it may come again. */
export async function tooManyPage(seconds: number): Promise<Response> {
  const response = await wordsPage({
    status: 429,
    title: 'Too many requests',
    what: 'More requests came from your address than this server takes in a minute. Nobody was given access.',
    next: `Wait ${seconds === 1 ? 'a second' : `${seconds} seconds`}, then begin again.`,
  });
  response.headers.set('retry-after', String(seconds));
  return response;
}
