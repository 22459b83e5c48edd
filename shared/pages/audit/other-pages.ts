import type { SignedIn } from '../../identity/index.ts';
import { facts, head, html, link, page, type Html } from '../../platform/index.ts';

/** A form that signs in and comes back. It leads to the host name of the app's cookies. */
const signInForm = (origin: string, query: string, label: string): Html =>
  html`<form class="actions" method="post" action="${origin}/audit">
    <input type="hidden" name="query" value="${query}" />
    <button class="btn main" name="action" value="login">${label}</button>
  </form>`;

interface Solo {
  readonly title: string;
  readonly status?: number;
  readonly lead: string;
  readonly body: Html;
}

const soloPage = ({ title, status = 200, lead, body }: Solo): Promise<Response> =>
  page({
    title,
    status,
    layout: 'solo',
    content: html`<div class="card">${head({ motif: link('person', 'care', 'lock', 'list'), title, lead })} ${body}</div>`,
  });

/** @param query of the page to come back to */
export const signInPage = (origin: string, query: string): Promise<Response> =>
  soloPage({
    title: 'Sign in to see activity',
    lead: 'Only Owners see what was changed, sent and bought.',
    body: signInForm(origin, query, 'Sign in with Microsoft'),
  });

/** Shows nothing of anybody. */
export const ownersOnlyPage = (origin: string, { name, roles }: SignedIn): Promise<Response> =>
  soloPage({
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

export const foreignFormPage = (): Promise<Response> =>
  soloPage({
    title: 'Nothing was looked up',
    status: 403,
    lead: 'This form was sent from another site.',
    body: html`<div class="actions"><a class="btn main" href="/audit">Open Activity</a></div>`,
  });

export const noNumberPage = (): Promise<Response> =>
  soloPage({
    title: 'This is not a whole number',
    status: 400,
    lead: 'Write it with its country code, such as +1 312 555 0100. A part of a number cannot be found: only fingerprints are kept.',
    body: html`<div class="actions"><a class="btn main" href="/audit">Back to Activity</a></div>`,
  });
