import { wordsPage, type StartAgain, type Site } from '../../platform/index.ts';

const BACK: StartAgain = { href: '/tokens', label: 'Back to Access' };

/** The form came from another site. */
export const foreignFormPage = (site: Site): Promise<Response> =>
  wordsPage(
    site,
    {
      status: 403,
      title: 'Nothing was changed',
      what: 'This form was sent from another site.',
      next: 'Open the page itself and use the form there.',
    },
    { startAgain: BACK },
  );

/** The browser is no longer signed in. */
export const sessionEndedPage = (site: Site): Promise<Response> =>
  wordsPage(
    site,
    {
      status: 401,
      title: 'You are no longer signed in',
      what: 'This page stays open for fifteen minutes after you sign in. Nothing was changed.',
      next: 'Sign in again, then revoke.',
    },
    { startAgain: BACK },
  );

/** The person is not an Owner. */
export const ownersOnlyPage = (site: Site): Promise<Response> =>
  wordsPage(
    site,
    {
      status: 403,
      title: 'Only an Owner may do this',
      what: 'Your role lets you revoke your own access only. Nothing was changed.',
      next: 'Ask an Owner to revoke the access of somebody else.',
    },
    { startAgain: BACK },
  );

export const notAnObjectIdPage = (site: Site): Promise<Response> =>
  wordsPage(
    site,
    {
      status: 400,
      title: 'This is not an object id',
      what: 'An object id looks like 00000000-0000-0000-0000-000000000000. Nothing was changed.',
      next: 'Copy it from the person’s page in the Microsoft Entra admin center.',
    },
    { startAgain: BACK },
  );

/** The tables failed in the middle: some grants may have ended. */
export const unfinishedPage = (site: Site): Promise<Response> =>
  wordsPage(
    site,
    {
      status: 503,
      title: 'Not everything may be revoked yet',
      what: 'The storage stopped answering before the server could confirm the change.',
      next: 'Go back in a minute: what is still listed still has access. Revoke it again.',
    },
    { startAgain: BACK },
  );
