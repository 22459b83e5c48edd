import type { SignedIn } from '../../identity/index.ts';
import { facts, html, soloPage, type Html, type Site } from '../../platform/index.ts';

/** A form that signs in and comes back. It leads to the host name of the app's cookies. */
const signInForm = (origin: string, query: string, label: string): Html =>
  html`<form class="actions" method="post" action="${origin}/audit">
    <input type="hidden" name="query" value="${query}" />
    <button class="btn main" name="action" value="login">${label}</button>
  </form>`;

const MOTIF = ['person', 'care', 'lock', 'list'] as const;

/** @param query of the page to come back to */
export const signInPage = (site: Site, origin: string, query: string): Promise<Response> =>
  soloPage(site, {
    motif: MOTIF,
    title: 'Sign in to see activity',
    lead: 'Only Owners see what was changed, sent and bought.',
    body: signInForm(origin, query, 'Sign in with Microsoft'),
  });

/** Shows nothing of anybody. */
export const ownersOnlyPage = (site: Site, origin: string, { name, roles }: SignedIn): Promise<Response> =>
  soloPage(site, {
    motif: MOTIF,
    title: 'Ask an Owner for this',
    status: 403,
    lead: 'Only Owners see what was changed, sent and bought.',
    body: html`<section>
        ${facts([
          ['Signed in as', html`<bdi>${name}</bdi>`],
          ['Your role', roles.join(', ')],
        ])}
      </section>
      ${signInForm(origin, '', 'Use another account')}`,
  });

export const foreignFormPage = (site: Site): Promise<Response> =>
  soloPage(site, {
    motif: MOTIF,
    title: 'Nothing was looked up',
    status: 403,
    lead: 'This form was sent from another site.',
    body: html`<div class="actions"><a class="btn main" href="/audit">Open Activity</a></div>`,
  });

export const noNumberPage = (site: Site): Promise<Response> =>
  soloPage(site, {
    motif: MOTIF,
    title: 'This is not a whole number',
    status: 400,
    lead: 'Write it with its country code, such as +1 312 555 0100. A part of a number cannot be found: only fingerprints are kept.',
    body: html`<div class="actions"><a class="btn main" href="/audit">Back to Activity</a></div>`,
  });
