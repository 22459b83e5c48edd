import type { SignedIn } from '../../identity/index.ts';
import { outcomeWords, whoHungUp, type CallStory } from '../../inbox/index.ts';
import {
  aroundHost,
  facts,
  html,
  icon,
  longDayOf,
  messageText,
  numberOf,
  timeOf,
  visibly,
  type Html,
  type Site,
} from '../../platform/index.ts';
import { livePage, pageFooter } from './live-page.ts';
import { capital, costWords, durationClock, durationWords, elementId, OUTCOME_TONES } from './words.ts';

interface Shown {
  readonly request: Request;
  readonly person: SignedIn;
  readonly story: CallStory;
  readonly own: string | undefined;
  readonly other: string | undefined;
  /** Of the conversation that the call belongs to. */
  readonly threadId: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** One call, as far as Telnyx told of it. */
export async function callPage(site: Site, shown: Shown): Promise<Response> {
  const { request, person, story, other, threadId } = shown;
  const [call, side] = await Promise.all([callPart(shown), sidePart(story)]);
  const at = story.startedAt ?? story.answeredAt ?? story.endedAt;
  return livePage(site, {
    request,
    person,
    title: 'Call',
    isLive: true,
    live: [call, side],
    content: (refresh) =>
      html`<p class="small before">
          <a href="/conversations">Conversations</a>${
            threadId !== undefined && other !== undefined && html` · <a href="/conversations/${threadId}">${numberOf(other)}</a>`
          }
        </p>
        <div class="row split">
          <h1>Call${at !== undefined && html` on <span>${longDayOf(at)}</span>`}</h1>
          ${refresh}
        </div>
        <div class="two gap">
          <div>${call}</div>
          <aside>${side}</aside>
        </div>
        ${pageFooter(person, 'That you read it is written down; its words are not.')}`,
  });
}

function callPart({ story, own, other, now }: Shown): Html {
  const { direction, startedAt, outcome, seconds, transcript, recordings, notes, digits } = story;
  const them = direction === 'incoming' ? 'From' : 'To';
  return html`<div class="card" id="call" data-live>
    <section class="row" id="call-head" data-changed="${headline(story)}">
      <span class="ico ${OUTCOME_TONES[outcome]}">${icon('phone')}</span
      ><span class="grow"
        ><b>${headline(story)}</b
        ><small
          >${other !== undefined && html`${them} ${numberOf(other)}`}${
            startedAt !== undefined && html` · ${timeOf(Math.floor(startedAt / 1000))}`
          }</small
        ></span
      >${seconds !== undefined && html`<b class="num">${durationClock(seconds)}</b>`}
    </section>
    ${
      digits !== '' &&
      html`<section id="call-keys" data-new="Keys were pressed" data-changed="More keys were pressed">
        <p>Keys that were pressed: <b class="num">${visibly(digits)}</b></p>
      </section>`
    }
    ${
      transcript.length > 0 &&
      html`<section id="call-said" data-new="A transcript came" data-changed="More was said">
        <details class="more" id="said-more" open>
          <summary>Transcript</summary>
          <ol class="said">
            ${transcript.map((piece) => saidPart(piece, { story, own, other }))}
          </ol>
        </details>
      </section>`
    }
    ${recordings.map((recording, index) => recordingPart(recording, index, now))}
    ${
      notes.length > 0 &&
      html`<section id="call-notes">
        <details class="more" id="notes-more">
          <summary>Everything else that Telnyx told</summary>
          <ul class="small">
            ${notes.map(({ at, text }) => html`<li>${visibly(text)}${at !== undefined && html` · ${timeOf(Math.floor(at / 1000))}`}</li>`)}
          </ul>
        </details>
      </section>`
    }
  </div>`;
}

/** `Call answered by a person`, `Busy`. Why a call ended stands beside it. */
function headline(story: CallStory): string {
  const { outcome, sessionId, startedAt, answeredBy, from, to, direction, state } = story;
  const by = ANSWERED_BY.get(answeredBy ?? '')?.toLowerCase();
  if (outcome === 'answered') return by?.startsWith('a ') ? `Call answered by ${by}` : 'Call answered';
  return capital(outcomeWords({ kind: 'call', at: startedAt ?? 0, sessionId, from, to, direction, state, outcome }));
}

function saidPart({ at, who, text }: CallStory['transcript'][number], { story, own, other }: Pick<Shown, 'story' | 'own' | 'other'>): Html {
  const number = who === 'us' ? own : other;
  const speaker = who === undefined ? 'Not known who' : number === undefined ? (who === 'us' ? 'We' : 'They') : numberOf(number);
  const began = story.answeredAt ?? story.startedAt;
  const after = at === undefined || began === undefined || at < began ? undefined : Math.floor((at - began) / 1000);
  return html`<li>
    <small>${who === 'us' && 'We, '}${speaker}${after !== undefined && html` <span class="num">${durationClock(after)}</span>`}</small>
    <p dir="auto">${messageText(text)}</p>
  </li>`;
}

function recordingPart({ id, url, worksUntil }: CallStory['recordings'][number], index: number, now: number): Html {
  const [scheme, host] = url === undefined ? [] : (aroundHost(url) ?? []);
  const works = url !== undefined && scheme === 'https://' && (worksUntil === undefined || worksUntil > now);
  const until = worksUntil === undefined ? undefined : timeOf(Math.floor(worksUntil / 1000));
  return html`<section id="${elementId('recording', id ?? index)}" data-new="A recording came">
    ${
      works
        ? html`<p><a href="${url}" rel="noreferrer noopener" target="_blank">Recording</a> at ${host}</p>
            ${until !== undefined && html`<p class="small soft">The link works until ${until}.</p>`}`
        : html`<p>Recording</p>
            <p class="small soft">${until === undefined ? 'There is no link to it.' : html`Its link ended at ${until}.`}</p>`
    }
  </section>`;
}

const ANSWERED_BY: ReadonlyMap<string, string> = new Map([
  ['human', 'A person'],
  ['human_residence', 'A person'],
  ['human_business', 'A person'],
  ['machine', 'A machine'],
  ['not_sure', 'Not known: a person or a machine'],
  ['fax_detected', 'A fax'],
  ['silence', 'Silence'],
]);

function sidePart(story: CallStory): Html {
  const { from, to, seconds, endedBy, answeredBy, cost, state, outcome, recordings, cause, sip } = story;
  const why = [cause, sip === undefined ? undefined : `SIP ${sip}`].filter((part) => part !== undefined).join(', ');
  return html`<div id="side" data-live>
    <div class="card pad" id="side-card">
      ${facts([
        ['Outcome', html`<span class="hint dot ${OUTCOME_TONES[outcome]}">${capital(outcome)}</span>`],
        ['By', answeredBy === undefined ? undefined : (ANSWERED_BY.get(answeredBy) ?? visibly(answeredBy))],
        ['From', from === undefined ? undefined : numberOf(from)],
        ['To', to === undefined ? undefined : numberOf(to)],
        ['Duration', seconds === undefined ? undefined : html`<span class="num">${durationWords(seconds)}</span>`],
        ['Ended', state !== 'ended' || endedBy === undefined ? undefined : capital(whoHungUp(story))],
        ['Cause', why === '' ? undefined : html`<code>${visibly(why)}</code>`],
        ['Cost', cost === undefined ? undefined : html`<span class="num">${costWords(cost)}</span>`],
        ['Recordings', recordings.length === 0 ? undefined : String(recordings.length)],
      ])}
    </div>
  </div>`;
}
