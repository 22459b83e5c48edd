import { html } from 'hono/html';
import { rowOf, type AppError, type PageWords } from '../errors/index.ts';
import { facts, type End, type Tone } from './cards.ts';
import type { Icon } from './icons.ts';
import type { Html } from './page.ts';
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
  /** Default: the page that says how to connect. No page leaves a person without a way on. */
  readonly startAgain?: StartAgain | undefined;
  /** A second way, beside it. */
  readonly also?: StartAgain | undefined;
  /** A code that an administrator can look up, such as AADSTS50105. */
  readonly providerCode?: string | undefined;
}

const CONNECT: StartAgain = { href: '/', label: 'How to connect' };
const STATUS: StartAgain = { href: '/health/ready', label: 'See status' };
/** The same address once more. */
const RELOAD: StartAgain = { href: '', label: 'Try again' };

type Motif = readonly [left: End, tone: Tone, node: Icon, right: End];

const MOTIFS: Readonly<Record<NonNullable<PageWords['failed']>, Motif>> = {
  client: ['question', 'cost', 'x', 'server'],
  microsoft: ['person', 'care', 'x', 'windows'],
  time: ['person', 'care', 'clock', 'server'],
  storage: ['server', 'care', 'dots', 'key'],
  nothing: ['person', 'calm', 'info', 'server'],
};

/** A page of words alone: what happened, what to do, and a button. */
export const wordsPage = (
  site: Site,
  { status, title, what, next, failed, facts: rows = [], reference }: ErrorPage,
  { startAgain = CONNECT, also, providerCode }: PageOptions = {},
): Promise<Response> =>
  soloPage(site, {
    title,
    status,
    motif: failed === undefined ? ['person', status >= 500 ? 'care' : 'cost', status >= 500 ? 'dots' : 'x', 'server'] : MOTIFS[failed],
    lead: what,
    body: html`<section>
        ${rows.length > 0 && facts(rows.map(([name, value]) => [name, html`<code>${value}</code>`]))} ${toDo(next)}
      </section>
      <div class="actions">
        ${also && html`<a class="btn" href="${also.href}">${also.label}</a>`}<a class="btn main" href="${startAgain.href}"
          >${startAgain.label}</a
        >
      </div>`,
    footer: forAdmin(providerCode, reference),
  });

const toDo = (next: PageWords['next']): Html =>
  typeof next === 'string'
    ? html`<p>${next}</p>`
    : html`<ol class="steps">
        ${next.map((step) => html`<li>${step}</li>`)}
      </ol>`;

const WHEN = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

/** What an administrator needs to find the cause. The time is in UTC, as in the log. */
function forAdmin(code: string | undefined, reference: string | undefined): Html | undefined {
  if (code === undefined && reference === undefined) return undefined;
  const [label, value] = code === undefined ? ['Reference', reference] : ['Code for your admin', code];
  return html`${label}: <code>${value}</code> · ${WHEN.format(Date.now())} UTC`;
}

/** @returns A renderer for people: a page with what happened and what to do. */
export const pageErrors =
  (site: Site, startAgain?: StartAgain) =>
  async (error: AppError, request: Request): Promise<Response> => {
    const row = rowOf(error);
    const words: PageWords & { readonly status?: number } = error.words ??
      row.page ?? { title: 'This cannot be done', what: row.text, next: 'Go back and start again.' };
    const providerCode = 'providerCode' in error && typeof error.providerCode === 'string' ? error.providerCode : undefined;
    // A form is not sent twice by a link.
    const reload = words.reload === true && request.method !== 'POST';
    const response = await wordsPage(
      site,
      { status: row.status, ...words },
      { startAgain: reload ? RELOAD : startAgain, also: words.failed === 'storage' ? STATUS : undefined, providerCode },
    );
    if (row.retryAfter !== undefined) response.headers.set('retry-after', String(row.retryAfter));
    return response;
  };
