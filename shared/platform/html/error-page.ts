import { html } from 'hono/html';
import { rowOf, type AppError, type PageWords } from '../errors/index.ts';
import type { Site } from './site.ts';
import { soloPage } from './solo-page.ts';

/** A button with which a person starts again. */
export interface StartAgain {
  readonly href: string;
  readonly label: string;
}

interface ErrorPage extends PageWords {
  readonly status: number;
}

interface PageOptions {
  readonly startAgain?: StartAgain | undefined;
  /** A code that an administrator can look up, such as AADSTS50105. */
  readonly providerCode?: string | undefined;
}

/** A page of words alone: what happened, what to do, and a button if there is one. */
export const wordsPage = (
  site: Site,
  { status, title, what, next }: ErrorPage,
  { startAgain, providerCode }: PageOptions = {},
): Promise<Response> =>
  soloPage(site, {
    title,
    status,
    motif: status >= 500 ? ['person', 'care', 'dots', 'server'] : ['person', 'cost', 'x', 'server'],
    lead: what,
    body: html`<section><p>${next}</p></section>
      ${startAgain && html`<div class="actions"><a class="btn main" href="${startAgain.href}">${startAgain.label}</a></div>`}`,
    footer: providerCode === undefined ? undefined : html`Code for your admin: <code>${providerCode}</code>`,
  });

/** @returns A renderer for people: a page with what happened and what to do. */
export const pageErrors =
  (site: Site, startAgain?: StartAgain) =>
  async (error: AppError): Promise<Response> => {
    const row = rowOf(error);
    const words = error.words ?? row.page ?? { title: 'This cannot be done', what: row.text, next: 'Go back and start again.' };
    const providerCode = 'providerCode' in error && typeof error.providerCode === 'string' ? error.providerCode : undefined;
    const response = await wordsPage(site, { status: row.status, ...words }, { startAgain, providerCode });
    if (row.retryAfter !== undefined) response.headers.set('retry-after', String(row.retryAfter));
    return response;
  };
