import { countryName, facts, head, html, link, numberOf, page, timeOf, type Html, type Site } from '../../platform/index.ts';
import type { SignedIn } from '../../identity/index.ts';
import type { Approval, OpenPermission, Shown } from '../../guard/index.ts';
import { ago, counted, minutesLeft } from './amounts.ts';
import { moreArguments, questionFacts, wordsSection } from './shown-facts.ts';
import { tagRow, tagsOf, tagsOfWords } from './tags.ts';
import { totalsOf } from './totals.ts';
import { clientHost, clientOf, operationOf, wordsOf } from './words.ts';

interface ListPage {
  readonly person: SignedIn;
  /** The oldest first. */
  readonly waiting: readonly Approval[];
  readonly permissions: readonly OpenPermission[];
  readonly notice: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Everything that waits for a person, and the permissions that are open. */
export const listPage = (site: Site, { person, waiting, permissions, notice, now }: ListPage): Promise<Response> =>
  page(site, {
    title: waiting.length === 0 ? 'Nothing waits for you' : `${counted(waiting.length, 'request')} for you`,
    layout: 'solo',
    content: html`${notice !== undefined && html`<p class="note ok" role="status"><span>${notice}</span></p>`}
      ${waiting.length === 0 ? emptyCard() : waitingCard(person, waiting, now)} ${permissions.length > 0 && permissionsCard(permissions)}
      <footer>
        <form method="post" action="/approvals"><button class="btn slim" name="action" value="sign_out">Sign out</button></form>
        <p>Signed in as <bdi>${person.name}</bdi>. This browser is signed out after fifteen minutes.</p>
        <p>
          <a href="/tokens">Access</a> ·
          <a href="/conversations">Conversations</a>${person.roles.includes('Owner') && html` · <a href="/audit">Activity</a>`}
        </p>
      </footer>`,
  });

const emptyCard = (): Html =>
  html`<div class="card">
    ${head({
      motif: link('person', 'ok', 'check', 'list'),
      title: 'Nothing waits for you',
      lead: 'When a client needs your word, its request is here for 15 minutes.',
    })}
    <div class="actions"><a class="btn" href="/tokens">See what has access</a></div>
  </div>`;

function waitingCard(person: SignedIn, waiting: readonly Approval[], now: number): Html {
  const oldest = Math.min(...waiting.map(({ until }) => until));
  return html`<div class="card">
    ${head({
      motif: link('spark', 'cost', 'send', 'people'),
      title: titleOf(waiting.map(({ shown }) => shown)),
      lead: html`As <bdi>${person.name}</bdi> · <span class="num">${minutesLeft(oldest - now)}</span>`,
    })}
    <form method="post" action="/approvals" autocomplete="off">
      <section>${facts(totalsOf(waiting.map(({ shown }) => shown)))}</section>
      ${groupsOf(waiting).map((group) => groupPart(group, now))}
      <div class="actions">
        <button class="btn" name="action" value="deny_selected">Deny selected</button>
        <button class="btn main" name="action" value="approve_selected">Approve selected</button>
      </div>
    </form>
  </div>`;
}

function titleOf(all: readonly Shown[]): Html {
  const [first, ...rest] = all;
  const isAlike = first !== undefined && rest.every(({ what, clientName }) => what === first.what && clientName === first.clientName);
  if (!isAlike || first.what !== 'text' || all.some((shown) => operationOf(shown) !== undefined))
    return html`${counted(all.length, 'request')} ${all.length === 1 ? 'waits' : 'wait'} for you`;
  const people = new Set(all.flatMap(({ recipients }) => recipients.map(({ address }) => address))).size;
  return html`${clientOf(first)} wants to send ${counted(all.length, 'text')} to ${counted(people, 'person', 'people')}`;
}

/** Requests that differ in their recipients alone, so that the same words are read once. */
function groupsOf(waiting: readonly Approval[]): Approval[][] {
  const groups = new Map<string, Approval[]>();
  for (const approval of waiting) {
    const { recipients, reasons, newWebhookHosts, mayRepeat, ...same } = approval.shown;
    const key = isToPeople(approval.shown) ? JSON.stringify(same) : approval.id;
    groups.set(key, [...(groups.get(key) ?? []), approval]);
  }
  return [...groups.values()];
}

const isToPeople = ({ what }: Shown): boolean => what === 'text' || what === 'call';

function groupPart(group: readonly Approval[], now: number): Html | undefined {
  const [first] = group;
  if (first === undefined) return undefined;
  const { shown } = first;
  return html`<section>
      <h2>${clientOf(shown)} wants to ${wordsOf(shown).wants}</h2>
      <div class="list">${group.map((approval) => item(approval, now))}</div>
      ${questionFacts({ ...shown, recipients: [] })} ${tagRow(tagsOfWords(shown))}
    </section>
    ${wordsSection(shown, group.length > 1 ? ' · the same words to everyone' : '')} ${moreArguments(shown)}`;
}

/** What reaches people is ticked from the start. What costs money at once, deletes or changes is ticked by hand. */
function item({ id, nonce, shown, askedAt }: Approval, now: number): Html {
  const ticked = isToPeople(shown) && shown.newWebhookHosts.length === 0;
  return html`<div class="item">
    <label class="row grow"
      ><input type="checkbox" name="request" value="${id}.${nonce}" ${ticked ? 'checked' : ''} /><span class="grow"
        >${nameOf(shown)}<small>Asked ${ago(now - askedAt)}</small></span
      ></label
    >
    <a class="small" href="/approvals/${id}">Look closer<span class="sr"> at the request to ${wordsOf(shown).wants}</span></a>
    ${tagRow(tagsOf(shown))}
  </div>`;
}

function nameOf(shown: Shown): Html | string {
  const [recipient] = shown.recipients;
  if (recipient === undefined) return shown.title;
  return html`${shown.recipients.map(
    ({ address, country }) => html`<b>${numberOf(address)}</b>${country !== undefined && html` <small>${countryName(country)}</small>`}`,
  )}`;
}

const KINDS: Readonly<Record<OpenPermission['kind'], string>> = {
  messages: 'Messages',
  calls: 'Calls and faxes',
  numbers: 'Orders',
  changes: 'Changes',
  lookups: 'Lookups',
};

const permissionsCard = (permissions: readonly OpenPermission[]): Html =>
  html`<div class="card">
    <section>
      <h2>Allowed for an hour</h2>
      <p class="small">Nobody asks you about these before they end.</p>
    </section>
    ${permissions.map(permission)}
  </div>`;

function permission(each: OpenPermission): Html {
  const { id, kind, to, until } = each;
  const host = clientHost(each);
  return html`<form class="item" method="post" action="/approvals">
    <input type="hidden" name="permission" value="${id}" />
    <span class="grow"
      ><b>${KINDS[kind]}${to !== undefined && html` to ${numberOf(to)}`}</b
      ><small>Until ${timeOf(Math.floor(until / 1000))}${host !== undefined && ` · ${host}`}</small></span
    >
    <button class="btn slim" name="action" value="end">End<span class="sr"> ${KINDS[kind]} ${to ?? ''}</span></button>
  </form>`;
}
