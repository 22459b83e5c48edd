import { html } from 'hono/html';
import { rowOf, type AppError, type PageWords } from '../errors/index.ts';
import { page, type Html } from './page.ts';

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
export const wordsPage = ({ status, title, what, next }: ErrorPage, { startAgain, providerCode }: PageOptions = {}): Promise<Response> => {
  const content: Html = html`<h1>${title}</h1>
    <p class="lead">${what}</p>
    <section>
      <h2>What to do</h2>
      <p>${next}</p>
      ${startAgain && html`<p><a class="button wide" href="${startAgain.href}">${startAgain.label}</a></p>`}
    </section>
    ${providerCode !== undefined && html`<p class="soft small">Microsoft’s code: <code>${providerCode}</code></p>`}`;
  return page({ title, status, content });
};

/** @returns A renderer for people: a page with what happened and what to do. */
export const pageErrors =
  (startAgain?: StartAgain) =>
  async (error: AppError): Promise<Response> => {
    const row = rowOf(error);
    const words = error.words ?? row.page ?? { title: 'This cannot be done', what: row.text, next: 'Go back and start again.' };
    const providerCode = 'providerCode' in error && typeof error.providerCode === 'string' ? error.providerCode : undefined;
    const response = await wordsPage({ status: row.status, ...words }, { startAgain, providerCode });
    if (row.retryAfter !== undefined) response.headers.set('retry-after', String(row.retryAfter));
    return response;
  };
