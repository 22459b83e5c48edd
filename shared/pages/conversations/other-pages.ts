import type { SignedIn } from '../../identity/index.ts';
import { facts, html, soloPage, type Html, type Site } from '../../platform/index.ts';

/** A form that signs in and comes back. It leads to the host name of the app's cookies. */
const signInForm = (address: string, label: string): Html =>
  html`<form class="actions" method="post" action="${address}">
    <button class="btn main" name="action" value="login">${label}</button>
  </form>`;

const MOTIF = ['person', 'care', 'lock', 'people'] as const;

/** @param address of the page to come back to, with the app's own origin */
export const signInPage = (site: Site, address: string): Promise<Response> =>
  soloPage(site, {
    motif: MOTIF,
    title: 'Sign in to see conversations',
    lead: 'Texts and calls are shown to people whose role may read.',
    body: signInForm(address, 'Sign in with Microsoft'),
  });

/** Shows nothing of anybody. */
export const readersOnlyPage = (site: Site, address: string, { name, roles }: SignedIn): Promise<Response> =>
  soloPage(site, {
    motif: MOTIF,
    title: 'Ask an Owner for this',
    status: 403,
    lead: 'Your role does not include reading texts and calls.',
    body: html`<section>
        ${facts([
          ['Signed in as', html`<bdi>${name}</bdi>`],
          ['Your role', roles.length === 0 ? 'None' : roles.join(', ')],
        ])}
      </section>
      ${signInForm(address, 'Use another account')}`,
  });

export const foreignFormPage = (site: Site): Promise<Response> =>
  soloPage(site, {
    motif: MOTIF,
    title: 'Nothing was done',
    status: 403,
    lead: 'This form was sent from another site.',
    body: html`<div class="actions"><a class="btn main" href="/conversations">Open Conversations</a></div>`,
  });

/** For a conversation that is not there, or no longer. */
export const nothingHerePage = (site: Site, { name }: SignedIn, days: number): Promise<Response> =>
  soloPage(site, {
    motif: MOTIF,
    title: 'Nothing at this address',
    status: 404,
    lead: `There is no such conversation. What is older than ${days} days is deleted.`,
    body: html`<section>${facts([['Signed in as', html`<bdi>${name}</bdi>`]])}</section>
      <div class="actions"><a class="btn main" href="/conversations">See all conversations</a></div>`,
  });
