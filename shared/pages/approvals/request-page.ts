import { groupedNumber, html, icon, visibly, type Html, type Site, soloPage } from '../../platform/index.ts';
import type { SignedIn } from '../../identity/index.ts';
import type { Approval, Shown } from '../../guard/index.ts';
import { ago, minutesLeft } from './amounts.ts';
import { moreArguments, questionFacts, wordsSection } from './shown-facts.ts';
import { becauseOf, tagRow, tagsOf, tagsOfWords } from './tags.ts';
import { clientOf, wordsOf, type ActionWords } from './words.ts';

interface RequestPage {
  readonly person: SignedIn;
  readonly approval: Approval;
  readonly notice: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Asks the person who alone decides. Nothing on it but its form decides. */
export function requestPage(site: Site, { person, approval, notice, now }: RequestPage): Promise<Response> {
  const { shown } = approval;
  const words = wordsOf(shown);
  const left = minutesLeft(approval.until - now);
  return soloPage(site, {
    title: words.question,
    heading: html`${clientOf(shown)} wants to ${words.wants}`,
    lead: html`As <bdi>${person.name}</bdi> · asked ${ago(now - approval.askedAt)} · <span class="num">${left}</span>`,
    motif: ['spark', 'cost', words.icon, words.end],
    notice,
    body: html`<form method="post" action="/approvals/${approval.id}" autocomplete="off">
      ${question(shown)} ${wordsSection(shown)} ${moreArguments(shown)} ${shown.mayRepeat && howFar(words)}
      <div class="actions">
        <input type="hidden" name="nonce" value="${approval.nonce}" />
        <button class="btn" name="action" value="deny">${words.no}</button>
        <button class="btn main" name="action" value="send">${icon(words.icon)}${words.yes}</button>
      </div>
    </form>`,
    footer: words.noUndo,
  });
}

/** Many arguments would push what to look at out of sight: there it comes first. */
function question(shown: Shown): Html {
  const tags = tagRow([...tagsOf(shown), ...tagsOfWords(shown)]);
  const why = because(shown);
  if (shown.what !== 'other') return html`<section>${questionFacts(shown)} ${tags} ${why}</section>`;
  return html`${(tags !== undefined || why !== undefined) && html`<section>${tags} ${why}</section>`}
    <section>${questionFacts(shown)}</section>`;
}

function because(shown: Shown): Html | undefined {
  const reasons = becauseOf(shown);
  if (reasons.length === 0) return undefined;
  return html`<p class="small because">
    You are asked because ${reasons.map((what, index) => html`${index > 0 && '; '}${visibly(withGroups(what))}`)}.
  </p>`;
}

const withGroups = (what: string): string => what.replace(/\+\d{7,15}(?!\d)/g, groupedNumber);

/** The narrowest is chosen first. */
const howFar = ({ onlyThis, forAnHour }: ActionWords): Html =>
  html`<section>
    <fieldset>
      <legend class="sr">How far does your OK go?</legend>
      <label class="pick"><input type="radio" name="scope" value="once" checked /><span>${onlyThis}</span></label>
      <label class="pick"
        ><input type="radio" name="scope" value="hour" /><span
          >${forAnHour}<small>For one hour, from this client and sender, at most 20</small></span
        ></label
      >
    </fieldset>
  </section>`;
