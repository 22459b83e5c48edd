import { wordsPage, type StartAgain, type Site } from '../../platform/index.ts';

const BACK: StartAgain = { href: '/test-auth', label: 'Back to the token page' };

/** The token page is no longer open. */
export const sessionEndedPage = (site: Site): Promise<Response> =>
  wordsPage(
    site,
    {
      status: 401,
      title: 'The token page was closed',
      what: 'It stays open for ten minutes after you sign in. Nothing was changed, and a token that you copied still works.',
      next: 'Sign in again to make another token.',
    },
    { startAgain: BACK },
  );

/** The token that the page showed no longer works. */
export const tokenEndedPage = (site: Site): Promise<Response> =>
  wordsPage(
    site,
    {
      status: 401,
      title: 'The token on this page no longer works',
      what: 'It was revoked, Microsoft Entra refused your account, or ten newer tokens took its place. No other token was made.',
      next: 'Sign in again to make another token.',
    },
    { startAgain: BACK },
  );

/**
 * Too many tokens in a minute.
 *
 * @param seconds How long to wait.
 */
export async function tooManyTokensPage(site: Site, seconds: number): Promise<Response> {
  const response = await wordsPage(
    site,
    {
      status: 429,
      title: 'Too many tokens',
      what: 'You made too many tokens within a minute. Nothing was changed: your token is the same as before.',
      next: `Wait ${seconds === 1 ? 'a second' : `${seconds} seconds`}, then make another.`,
    },
    { startAgain: BACK },
  );
  response.headers.set('retry-after', String(seconds));
  return response;
}

/** Everything of this person was revoked after this login. */
export const allRevokedPage = (site: Site): Promise<Response> =>
  wordsPage(
    site,
    {
      status: 401,
      title: 'Your access was revoked',
      what: 'Since you signed in here, you or an Owner revoked everything you had allowed. Tokens that you copied no longer work, and none was made.',
      next: 'Sign in again to make another token. If you did not revoke it yourself, ask an Owner first.',
    },
    { startAgain: BACK },
  );

/** The form came from another site. */
export const foreignFormPage = (site: Site): Promise<Response> =>
  wordsPage(
    site,
    {
      status: 403,
      title: 'Nothing was changed',
      what: 'This form was sent from another site.',
      next: 'Open the token page itself and use the form there.',
    },
    { startAgain: BACK },
  );

/** No permission was chosen. */
export const nothingTickedPage = (site: Site): Promise<Response> =>
  wordsPage(
    site,
    {
      status: 400,
      title: 'No permission was chosen',
      what: 'A token needs at least one permission. Nothing was changed: your token is the same as before.',
      next: 'Go back and switch on at least one permission.',
    },
    { startAgain: BACK },
  );
