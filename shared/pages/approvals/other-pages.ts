import { html, initials, type Html, type Site, soloPage } from '../../platform/index.ts';
import type { SignedIn } from '../../identity/index.ts';

/** A form that signs in and comes back. It leads to the host name of the app's cookies. */
const signInForm = (address: string, label: string): Html =>
  html`<form method="post" action="${address}">
    <div class="actions"><button class="btn main" name="action" value="login">${label}</button></div>
  </form>`;

/** @param address of the page to come back to, with the app's own origin */
export const signInPage = (site: Site, address: string): Promise<Response> =>
  soloPage(site, {
    title: 'Sign in to decide',
    lead: 'Only the person who asked can see and decide it.',
    motif: ['person', 'care', 'lock', 'phone'],
    body: signInForm(address, 'Sign in with Microsoft'),
    footer: 'Opening this page decides nothing. Microsoft Entra ID checks who you are.',
  });

/** For a request of somebody else, and for one that does not exist: nobody learns which. */
export const notYoursPage = (site: Site, person: SignedIn, address: string): Promise<Response> =>
  soloPage(site, {
    title: 'This is not yours to decide',
    status: 404,
    lead: 'Only the person who asked can see and decide a request. After a day nobody can.',
    motif: ['person', 'care', 'lock', 'phone'],
    body: html`<section class="row">
        <span class="ava ok" aria-hidden="true">${initials(person.name)}</span>
        <span class="grow"
          ><b>You are <bdi>${person.name}</bdi></b
          ><small>${person.roles.join(', ')}</small></span
        >
      </section>
      ${signInForm(address, 'Use another account')}`,
    footer: 'Nothing was decided. Did somebody send you this link? Tell them to open it themselves.',
  });

/** The browser is no longer signed in. */
export const sessionEndedPage = (site: Site, address: string): Promise<Response> =>
  soloPage(site, {
    title: 'You are no longer signed in',
    status: 401,
    lead: 'Nothing was decided. Sign in again, then decide.',
    motif: ['person', 'care', 'lock', 'phone'],
    body: signInForm(address, 'Sign in with Microsoft'),
  });

const backTo = (address: string): Html => html`<div class="actions"><a class="btn" href="${address}">Open the page itself</a></div>`;

/** The form came from another site. */
export const foreignFormPage = (site: Site, address: string): Promise<Response> =>
  soloPage(site, {
    title: 'Nothing was decided',
    status: 403,
    lead: 'This form was sent from another site.',
    motif: ['person', 'care', 'x', 'phone'],
    body: backTo(address),
  });

/** The form has no decision that this page knows. */
export const unknownActionPage = (site: Site, address: string): Promise<Response> =>
  soloPage(site, {
    title: 'Nothing was decided',
    status: 400,
    lead: 'The form did not say what to do.',
    motif: ['person', 'care', 'x', 'phone'],
    body: backTo(address),
  });

/** The tables failed in the middle. */
export const unfinishedPage = (site: Site, address: string): Promise<Response> =>
  soloPage(site, {
    title: 'Not everything may be decided yet',
    status: 503,
    lead: 'The storage stopped answering. What was not decided does not go out.',
    motif: ['person', 'cost', 'x', 'phone'],
    body: backTo(address),
    footer: 'Go back in a minute. What still waits is listed there.',
  });
