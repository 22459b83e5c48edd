import type { SignedIn } from '../../identity/index.ts';
import { sumOf, type TextItem, type ThreadPage } from '../../inbox/index.ts';
import { facts, html, icon, timeOf, type Html, type Site } from '../../platform/index.ts';
import { livePage, pageFooter } from './live-page.ts';
import { turnsOf } from './turns.ts';
import { costWords, iconOf, numbersOf, topicName } from './words.ts';

interface Shown {
  readonly request: Request;
  readonly person: SignedIn;
  readonly thread: ThreadPage;
  readonly before: string | undefined;
  /** How long events are kept. */
  readonly days: number;
}

/** More than fits a screen: a link leads to the end. */
const MANY = 8;

/** One conversation, or all that was told of one order, campaign or the like. */
export async function threadPage(site: Site, { request, person, thread, before, days }: Shown): Promise<Response> {
  const { id, others, items } = thread;
  const isTopic = id.startsWith('x') || others.length === 0;
  const [turns, numbers, banner] = await Promise.all([turnsPart(thread), factsPart(thread, before !== undefined), bannerPart(thread)]);
  return livePage(site, {
    request,
    person,
    title: isTopic ? 'Topic' : 'Conversation',
    isLive: before === undefined,
    live: [turns, numbers, banner],
    content: (refresh) =>
      html`<p class="small before"><a href="/conversations">Conversations</a></p>
        <div class="row split">
          <div class="row">
            <span class="ava ok big" aria-hidden="true">${icon(iconOf({ kind: isTopic ? 'topic' : 'thread', others }))}</span>
            <h1>${isTopic ? topicName(items.at(-1)) : numbersOf(others)}</h1>
          </div>
          ${refresh}
        </div>
        ${banner}
        <div class="two gap">
          <div>
            ${olderPart(thread, before)}
            <section class="card pad" aria-label="${isTopic ? 'Events' : 'Texts and calls'}">${turns}</section>
          </div>
          <aside class="stack">${numbers} ${!isTopic && thread.optedOutAt === undefined && answerPart(thread)}</aside>
        </div>
        ${pageFooter(person, `Shown for ${days} days. That you read it is written down; its words are not.`)}`,
  });
}

const turnsPart = ({ items }: ThreadPage): Html =>
  html`<div class="thread" id="turns" data-live>
      ${items.length === 0 ? html`<p id="nothing">Nothing older is kept.</p>` : turnsOf(items)}
    </div>
    <span id="newest"></span>`;

function olderPart({ id, items, before: older }: ThreadPage, before: string | undefined): Html | undefined {
  const links = [
    older !== undefined && html`<a class="btn slim" href="/conversations/${id}?before=${older}">Older</a>`,
    before !== undefined && html`<a class="btn slim" href="/conversations/${id}">Newest</a>`,
    before === undefined && items.length > MANY && html`<a class="btn slim" href="#newest">${icon('down')}To the newest</a>`,
  ].filter((link) => link !== false);
  return links.length === 0 ? undefined : html`<nav class="row split before" aria-label="Pages">${links}</nav>`;
}

const bannerPart = ({ optedOutAt }: ThreadPage): Html =>
  html`<div id="banner" data-live>
    ${
      optedOutAt !== undefined &&
      html`<p class="note cost gap" id="opted-out" data-new="They opted out">
        ${icon('ban')}<span
          ><b>Opted out</b> on ${timeOf(Math.floor(optedOutAt / 1000))}. No text goes to them until they write START.</span
        >
      </p>`
    }
  </div>`;

function factsPart({ own, items, before }: ThreadPage, isOlder: boolean): Html {
  const texts = items.filter((item): item is TextItem => item.kind === 'text');
  const sent = texts.filter(({ from }) => from === 'us');
  const failed = sent.filter(({ state }) => state?.stage === 'failed').length;
  const calls = items.filter(({ kind }) => kind === 'call').length;
  const cost = sumOf(texts.flatMap((text) => text.cost ?? []));
  const isPart = before !== undefined || isOlder;
  return html`<div id="facts" data-live>
    <div class="card pad" id="facts-card">
      ${facts([
        ['With', own === undefined ? undefined : numbersOf([own])],
        ['Texts', texts.length === 0 ? undefined : `${sent.length} sent · ${texts.length - sent.length} received`],
        ['Not delivered', failed === 0 ? undefined : html`<span class="hint cost">${failed}</span>`],
        ['Calls', calls === 0 ? undefined : String(calls)],
        ['Cost of texts', cost === undefined ? undefined : html`<span class="num">${costWords(cost)}</span>`],
        ['Events', texts.length + calls > 0 ? undefined : String(items.length)],
      ])}
      ${isPart && html`<p class="small soft">As far as they are on this page.</p>`}
    </div>
  </div>`;
}

function answerPart({ own, others }: ThreadPage): Html {
  return html`<div class="card pad stack">
    <h2>Answer with your assistant</h2>
    <p class="copy">
      <span id="ask" class="grow small">Reply to ${numbersOf(others)}${own !== undefined && html` from ${numbersOf([own])}`}: </span
      ><button class="btn slim" type="button" data-copy="ask" aria-label="Copy this prompt" hidden>Copy</button>
    </p>
    <p class="soft small">Write after it what to say.</p>
  </div>`;
}
