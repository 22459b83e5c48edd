import type { SignedIn } from '../../identity/index.ts';
import type { Conversation, ConversationList } from '../../inbox/index.ts';
import { html, icon, raw, tag, timeOf, type Html, type Site } from '../../platform/index.ts';
import { livePage, pageFooter } from './live-page.ts';
import { hrefOfCall, hrefOfList } from './places.ts';
import { elementId, iconOf, lastLine, numbersOf, plainNumber, topicName } from './words.ts';

interface ListPage {
  readonly request: Request;
  readonly person: SignedIn;
  readonly list: ConversationList;
  /** The number of ours that is shown alone. */
  readonly filter: { readonly own: string; readonly of: string | undefined } | undefined;
  readonly before: string | undefined;
  /** How long events are kept. */
  readonly days: number;
}

/** All conversations, the newest first. */
export async function listPage(site: Site, { request, person, list, filter, before, days }: ListPage): Promise<Response> {
  const { conversations } = list;
  const rows = await rowsPart(conversations, filter !== undefined || before !== undefined);
  return livePage(site, {
    request,
    person,
    title: 'Conversations',
    isLive: before === undefined,
    live: [rows],
    content: (refresh) =>
      html`<div class="row split">
          <h1>Conversations</h1>
          ${refresh}
        </div>
        <p class="lead">Texts and calls of the last ${days} days, the newest first.</p>
        ${filterPart(conversations, filter)} ${rows}
        <nav class="row split gap" aria-label="Pages">
          ${before !== undefined && html`<a class="btn slim" href="${hrefOfList({ of: filter?.of })}">Newest</a>`}
          ${list.before !== undefined && html`<a class="btn slim" href="${hrefOfList({ of: filter?.of, before: list.before })}">Older</a>`}
        </nav>
        ${pageFooter(person, `Shown for ${days} days. That you read a conversation is written down; its words are not.`)}`,
  });
}

const rowsPart = (conversations: readonly Conversation[], isPart: boolean): Html =>
  html`<div class="card rows gap" id="rows" data-live>
    ${conversations.length === 0 ? (isPart ? nothingMore() : emptyPart()) : conversations.map(row)}
  </div>`;

const nothingMore = (): Html =>
  html`<section class="stack" id="nothing">
    <h2>Nothing here</h2>
    <p><a class="btn slim" href="/conversations">Show all conversations</a></p>
  </section>`;

const emptyPart = (): Html =>
  html`<section class="stack" id="empty">
    <h2>Nothing has come yet</h2>
    <p class="soft">Telnyx tells this server of texts and calls once the inbox is connected. Ask your assistant:</p>
    <p class="copy">
      <span id="connect" class="grow">Connect the inbox</span
      ><button class="btn slim" type="button" data-copy="connect" aria-label="Copy: Connect the inbox" hidden>Copy</button>
    </p>
    <p class="soft">Is it connected? Then what comes next is shown here by itself.</p>
  </section>`;

function row(conversation: Conversation): Html {
  const { id, kind, own, others, last, sessionId, waitsForUs, optedOutAt } = conversation;
  const href = hrefOfCall(kind === 'call' ? sessionId : undefined) ?? `/conversations/${id}`;
  const who = kind === 'topic' || others.length === 0 ? topicName(last) : numbersOf(others);
  const news = `News: ${others[0] === undefined ? 'an event of Telnyx' : plainNumber(others[0])}`;
  return html`<a class="item" href="${href}" id="${elementId(id)}" data-new="${news}" data-changed="${news}">
    <span class="ico ${waitsForUs ? 'care' : 'ok'}">${icon(iconOf(conversation))}</span>
    <span class="grow"
      ><b>${who}</b>${own !== undefined && html` <span class="small soft num">with ${numbersOf([own])}</span>`}<span
        class="small line"
        dir="auto"
        >${lastLine(last)}</span
      ></span
    >
    <span class="row ends"
      >${waitsForUs && tag('care', 'clock', 'Waits for you')}${optedOutAt !== undefined && tag('cost', 'ban', 'Opted out')}<span
        class="small soft num"
        >${timeOf(Math.floor(last.at / 1000))}</span
      ></span
    >
  </a>`;
}

/** Each number of ours by a conversation that it has: an address tells no number. */
function filterPart(conversations: readonly Conversation[], filter: ListPage['filter']): Html | undefined {
  const ids = new Map<string, string>();
  for (const { own, kind, id } of conversations) if (own !== undefined && kind === 'thread' && !ids.has(own)) ids.set(own, id);
  if (filter?.of !== undefined) ids.set(filter.own, filter.of);
  if (ids.size < 2 && filter === undefined) return undefined;
  return html`<form class="find gap" method="get" action="/conversations">
    <label class="field grow"
      >Number of ours<select name="of">
        <option value="">All numbers</option>
        ${[...ids].map(
          ([own, id]) => html`<option value="${id}" ${own === filter?.own ? raw('selected') : ''}>${plainNumber(own)}</option>`,
        )}
      </select></label
    >
    <button class="btn">Show</button>
  </form>`;
}
