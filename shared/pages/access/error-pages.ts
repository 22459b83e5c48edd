import type { SignedIn } from '../../identity/index.ts';
import { facts, html, soloPage, wordsPage, type StartAgain, type Site } from '../../platform/index.ts';

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

/** For people who are no Owners. Shows nothing of anybody. */
export const ownersOnlyPage = (site: Site, { name, roles }: SignedIn): Promise<Response> =>
  soloPage(site, {
    motif: ['person', 'care', 'lock', 'people'],
    title: 'Ask an Owner for this',
    status: 403,
    lead: 'Only Owners see who has access, and revoke the access of others. Nothing was changed.',
    body: html`<section>
        ${facts([
          ['Signed in as', html`<bdi>${name}</bdi>`],
          ['Your role', roles.join(', ')],
        ])}
      </section>
      <div class="actions"><a class="btn main" href="/tokens">See your access</a></div>`,
  });

/** The form names nobody. */
export const nobodyChosenPage = (site: Site): Promise<Response> =>
  wordsPage(
    site,
    {
      status: 400,
      title: 'Nobody was chosen',
      what: 'The form did not say whose access to revoke. Nothing was changed.',
      next: 'Choose the person from the list.',
    },
    { startAgain: { href: '/tokens?view=people', label: 'Back to People' } },
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
