import { AUDIT_RESULTS } from '../../guard/index.ts';
import type { SignedIn } from '../../identity/index.ts';
import { html, icon, page, raw, type Html, type Site } from '../../platform/index.ts';
import { MOST_IN_FILE, type Activity } from './activity.ts';
import { bars } from './bars.ts';
import type { Summary } from './find.ts';
import { dayAfter, dayOf, hrefOf, type AuditView } from './query.ts';
import { entriesTable } from './table.ts';
import { clientWords, personWords, RESULT_WORDS } from './words.ts';
import { placesOf } from '../places.ts';

interface Shown {
  readonly person: SignedIn;
  readonly view: AuditView;
  readonly activity: Activity;
  readonly names: ReadonlyMap<string, string>;
  /** Parameters of the URL that were left out. */
  readonly notUnderstood: readonly string[];
  readonly auditDays: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What everybody did that was more than reading. */
export const activityPage = (site: Site, shown: Shown): Promise<Response> => {
  const { person, view, activity, auditDays, notUnderstood } = shown;
  return page(site, {
    title: 'Activity',
    layout: { current: 'Activity', places: placesOf(person), person },
    content: html`<div class="row split">
        <h1>Activity</h1>
        <a class="btn slim" href="${hrefOf({ ...view, after: undefined }, { format: 'csv' })}" download>${icon('down')}Download CSV</a>
      </div>
      <p class="lead">Everything that was changed, sent or bought, and what was refused.</p>
      ${
        notUnderstood.length > 0 &&
        html`<p class="note care gap" role="status">
          <span>This address has something that this page does not know: ${notUnderstood.join(', ')}. It was left out.</span>
        </p>`
      }
      ${filterForm(shown)}
      <div class="card">
        ${view.day !== undefined && activity.summary && daySections(view.day, activity.summary, activity.cut)}
        ${
          activity.entries.length === 0
            ? nothing(view, activity.next)
            : entriesTable({ ...shown, entries: activity.entries, ofOneDay: view.day !== undefined })
        }
      </div>
      ${pager(shown)} ${numberForm(view)}
      <footer class="row split">
        <p class="grow">
          Numbers are masked and words are never kept. Kept for ${auditDays} days; days and times are UTC. A file holds at most
          ${MOST_IN_FILE.toLocaleString('en')} rows. <a href="/approvals">What waits for you</a> ·
          <a href="/conversations">Conversations</a>
        </p>
        <form method="post" action="/audit"><button class="btn slim" name="action" value="sign_out">Sign out</button></form>
      </footer>`,
  });
};

const option = (value: string, words: string, chosen: string | undefined): Html =>
  html`<option value="${value}" ${value === chosen ? raw('selected') : ''}>${words}</option>`;

function filterForm({ view, activity: { occurring }, names }: Shown): Html {
  const withChosen = (values: Iterable<string>, chosen: string | undefined) => [...new Set([...values, ...(chosen ? [chosen] : [])])];
  const byWords = (one: readonly [string, string], other: readonly [string, string]) => one[1].localeCompare(other[1], 'en');
  const people = withChosen(occurring.people, view.person).map((subject) => [subject, personWords(subject, names)] as const);
  const clients = withChosen(occurring.clients.keys(), view.client).map((id) => [id, clientWords(id, occurring.clients.get(id))] as const);
  const tools = withChosen(occurring.tools, view.tool).sort();
  return html`<form class="filter gap" method="get" action="/audit">
    <label class="field"
      >Person<select name="person">
        ${option('', 'Everyone', view.person ?? '')} ${people.sort(byWords).map(([id, words]) => option(id, words, view.person))}
      </select></label
    >
    <label class="field"
      >Client<select name="client">
        ${option('', 'All clients', view.client ?? '')} ${clients.sort(byWords).map(([id, words]) => option(id, words, view.client))}
      </select></label
    >
    <label class="field"
      >Tool<select name="tool">
        ${option('', 'All tools', view.tool ?? '')} ${tools.map((tool) => option(tool, tool, view.tool))}
      </select></label
    >
    <label class="field"
      >Result<select name="result">
        ${option('', 'All results', view.result ?? '')} ${AUDIT_RESULTS.map((result) => option(result, RESULT_WORDS[result], view.result))}
      </select></label
    >
    <label class="field">Day (UTC)<input type="date" name="day" value="${view.day ?? ''}" /></label>
    ${view.target !== undefined && html`<input type="hidden" name="target" value="${view.target}" />`}
    <button class="btn main">Show</button>
  </form>`;
}

const LONG_DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

function daySections(day: string, summary: Summary, cut: boolean): Html {
  const { actions, reached, byResult } = summary;
  const count = (result: keyof typeof RESULT_WORDS) => byResult.get(result) ?? 0;
  const parts = [
    [reached, reached === 1 ? 'text or call' : 'texts and calls'],
    [count('refused'), 'refused'],
    [count('failed'), 'failed'],
    [count('unknown'), 'unknown'],
    [count('denied') + count('no_decision'), 'not approved'],
  ] as const;
  const words = parts.flatMap(([number, what]) => (number > 0 ? [`${number} ${what}`] : []));
  return html`<section class="row split">
      <p>
        <b>${actions === 1 ? '1 action' : `${actions.toLocaleString('en')} actions`}</b>
        <span class="soft">${[`on ${LONG_DATE.format(Date.parse(day))}`, ...words].join(' · ')}</span>
        ${cut && html`<span class="hint care">The newest of this day; there were more.</span>`}
      </p>
      <p class="row small soft"><span class="dot cost">Texts and calls</span><span class="dot">Other</span></p>
    </section>
    ${actions > 0 && html`<section>${bars(summary)}</section>`}`;
}

function nothing({ day, ...filters }: AuditView, next: string | undefined): Html {
  const filtered = Object.values(filters).some((value) => value !== undefined);
  const when = day === undefined ? 'on the days that are kept' : 'on this day';
  if (next !== undefined)
    return html`<section class="stack">
      <h2>Nothing so far</h2>
      <p class="soft">Older entries were not looked at yet.</p>
    </section>`;
  return html`<section class="stack">
    <h2>Nothing here</h2>
    <p class="soft">${filtered ? `Nothing ${when} fits these choices.` : `Nobody changed, sent or bought anything ${when}.`}</p>
    ${filtered && html`<p><a class="btn slim" href="${hrefOf({ day })}">Show everything</a></p>`}
  </section>`;
}

/** Within a day, and from day to day. */
function pager({ view, activity: { next }, now }: Shown): Html {
  const { day } = view;
  const first = { ...view, after: undefined };
  const link = (target: AuditView, words: string) => html`<a class="btn slim" href="${hrefOf(target)}">${words}</a>`;
  return html`<nav class="row split gap" aria-label="Pages">
    <span class="row">
      ${day !== undefined && link({ ...first, day: dayAfter(day, -1) }, 'Earlier day')}
      ${day !== undefined && day < dayOf(now) && link({ ...first, day: dayAfter(day, 1) }, 'Later day')}
      ${day === undefined ? link({ ...first, day: dayOf(now) }, 'Today') : link({ ...first, day: undefined }, 'All days')}
    </span>
    <span class="row">
      ${view.after !== undefined && link(first, 'Newest')} ${next !== undefined && link({ ...view, after: next }, 'Older')}
    </span>
  </nav>`;
}

/** By POST: a number is in no URL, which logs and histories keep. */
const numberForm = ({ target }: AuditView): Html =>
  html`<form class="find gap" method="post" action="/audit">
      <label class="field grow"
        >Find a whole number, on all days<input name="number" required maxlength="60" autocomplete="off" placeholder="+1 312 555 0100"
      /></label>
      <button class="btn" name="action" value="find">Find</button>
    </form>
    ${target !== undefined && html`<p class="small gap"><a href="/audit?day=">Showing one number. Show all</a></p>`}`;
