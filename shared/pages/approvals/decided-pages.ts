import { html, numberOf, oneLine, timeOf, type Html, type Site, soloPage } from '../../platform/index.ts';
import type { Approval } from '../../guard/index.ts';
import { shortFacts } from './shown-facts.ts';
import { clientOf, wordsOf } from './words.ts';

const seconds = (ms: number): number => Math.floor(ms / 1000);

type Page = (site: Site, approval: Approval, notice: string | undefined) => Promise<Response>;

const when = (approval: Approval): Html | undefined =>
  approval.decidedAt === undefined ? undefined : html`You, ${timeOf(seconds(approval.decidedAt))}`;

const OTHERS = html`<div class="actions"><a class="btn" href="/approvals">See what waits</a></div>`;

const approvedPage: Page = (site, approval, notice) => {
  const { shown, until } = approval;
  return soloPage(site, {
    title: 'Approved',
    lead: 'Go back to your chat.',
    motif: ['spark', 'ok', 'check', wordsOf(shown).end],
    notice,
    body: html`<section>
        ${shortFacts(shown, [
          ['Allowed by', when(approval)],
          ['Good until', timeOf(seconds(until))],
        ])}
      </section>
      ${OTHERS}`,
    footer: html`${clientOf(shown)} does it once, when your chat goes on.`,
  });
};

const deniedPage: Page = (site, approval, notice) => {
  const words = wordsOf(approval.shown);
  return soloPage(site, {
    title: words.notDone,
    lead: words.nobody,
    motif: ['spark', 'calm', 'ban', words.end],
    notice,
    body: html`<section>${shortFacts(approval.shown, [['Decided by', when(approval)]])}</section>
      <div class="actions">
        <a class="btn" href="/tokens"><span>Review what ${clientOf(approval.shown, 'later')} may do</span></a>
      </div>`,
  });
};

const usedPage: Page = (site, approval, notice) => {
  const { shown, receipt } = approval;
  const words = wordsOf(shown);
  const status = receipt === undefined ? undefined : statusOf(receipt);
  return soloPage(site, {
    title: receipt === undefined ? 'Already used' : words.done,
    lead: receipt === undefined ? 'Your approval was used once. Your chat has the answer.' : words.doneOnce,
    motif: ['spark', 'ok', 'check', words.end],
    notice,
    body: html`<section>
        ${shortFacts(shown, [
          ['Allowed by', when(approval)],
          ['From', receipt === undefined ? undefined : senderOf(receipt)],
          ['Status', status === undefined ? undefined : html`<span class="hint dot">${status}</span>`],
        ])}
      </section>
      ${OTHERS}`,
  });
};

const expiredPage: Page = (site, approval, notice) => {
  const { shown, askedAt, until, decidedAt } = approval;
  const words = wordsOf(shown);
  const open = Math.round((until - askedAt) / 60_000);
  return soloPage(site, {
    title: decidedAt === undefined ? 'Too late to decide' : 'Approved, but not used in time',
    lead: `${decidedAt === undefined ? `Requests stay open for ${open} minutes.` : 'An approval is good for a short time.'} ${words.nothing}`,
    motif: ['spark', 'care', 'clock', words.end],
    notice,
    body: html`<section>
      ${shortFacts(shown, [
        ['Asked', timeOf(seconds(askedAt))],
        ['Allowed by', when(approval)],
      ])}
    </section>`,
    footer: html`${words.again} Ask ${clientOf(shown, 'later')} again.`,
  });
};

const PAGES: Readonly<Record<Exclude<Approval['state'], 'waiting'>, Page>> = {
  approved: approvedPage,
  denied: deniedPage,
  used: usedPage,
  expired: expiredPage,
};

/** The page of a request that cannot be decided any more. */
export const decidedPage = (site: Site, state: Exclude<Approval['state'], 'waiting'>, approval: Approval, notice: string | undefined) =>
  PAGES[state](site, approval, notice);

type Receipt = NonNullable<Approval['receipt']>;

/** As the tool said it: at the answer itself, or at its only recipient. */
function statusOf(receipt: Receipt): string | undefined {
  const { status, to } = receipt;
  const found = typeof status === 'string' ? status : Array.isArray(to) && to.length === 1 ? memberOf(to[0], 'status') : undefined;
  if (found === undefined) return undefined;
  const words = oneLine(found).slice(0, 60).replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function senderOf({ from }: Receipt): Html | undefined {
  const number = typeof from === 'string' ? from : memberOf(from, 'phone_number');
  return number === undefined ? undefined : numberOf(number.slice(0, 60));
}

function memberOf(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const member: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return typeof member === 'string' ? member : undefined;
}
