import { html, soloPage, type Html, type Site } from '../../platform/index.ts';
import type { Grant, SignedIn } from '../../identity/index.ts';
import { accessPage, type Count, type Counts } from './frame.ts';
import { grantItem } from './grant-item.ts';
import { revokeQuestion } from './revoke-question.ts';

/**
 * The page before the login.
 *
 * @param origin The app's own: the login must run on the host name of its cookies.
 * @param view Where to come back to.
 */
export const signInPage = (site: Site, origin: string, view: string): Promise<Response> =>
  soloPage(site, {
    title: 'Sign in to see your access',
    motif: ['person', 'care', 'lock', 'server'],
    lead: 'See which clients and tokens work as you, and revoke them.',
    body: html`<form class="actions" method="post" action="${origin}/tokens">
      <input type="hidden" name="view" value="${view}" />
      <button class="btn main" name="action" value="login">Sign in with Microsoft</button>
    </form>`,
    footer: 'Microsoft checks who you are. We never see your password.',
  });

interface Shown {
  readonly person: SignedIn;
  /** The person's own live grants, newest first. */
  readonly grants: readonly Grant[];
  readonly counts: Counts;
  /** Ids of the clients that the operator set up. */
  readonly configured: ReadonlySet<string>;
  /** The grant of the token that the open token page of this browser shows. */
  readonly shownToken: string | undefined;
  readonly notice: string | undefined;
  /** Unix seconds. */
  readonly now: number;
}

/** How many are shown without asking, and in all. */
const SHOWN_AT_ONCE = 10;
const MOST_SHOWN = 100;

/** The page after the login: what has access, with ways to revoke each and all. */
export const grantsPage = (site: Site, { person, grants, counts, notice, ...rest }: Shown): Promise<Response> => {
  const sorted = grants.toSorted((one, other) => other.lastUsedAt - one.lastUsedAt || other.createdAt - one.createdAt);
  return accessPage(site, {
    person,
    current: 'yours',
    counts,
    notice,
    lead: 'These clients and tokens work as you, within your role.',
    beside: grants.length > 0 && revokeAll(counts.yours),
    content:
      grants.length === 0
        ? EMPTY
        : grantList(
            sorted.slice(0, MOST_SHOWN).map((grant) => grantItem(grant, rest)),
            sorted.length > MOST_SHOWN,
          ),
  });
};

const grantList = (items: readonly Html[], isCut: boolean): Html => {
  const more = items.slice(SHOWN_AT_ONCE);
  return html`<ul class="card">
      ${items.slice(0, SHOWN_AT_ONCE)}
    </ul>
    ${
      more.length > 0 &&
      html`<details class="more gap">
        <summary>and ${more.length} more</summary>
        <ul class="card">
          ${more}
        </ul>
        ${isCut && html`<p class="small gap">Only ${MOST_SHOWN} are shown. Revoke all ends the others as well.</p>`}
      </details>`
    }`;
};

const EMPTY = html`<div class="card">
  <section class="stack">
    <h2>No access</h2>
    <p class="soft">No client and no token works as you.</p>
    <p><a class="btn main" href="/">Connect a client</a></p>
  </section>
</div>`;

const revokeAll = ({ count, more }: Count): Html =>
  revokeQuestion({
    opens: 'Revoke all',
    keeps: 'Keep all',
    question: count === 1 ? 'Revoke the one below?' : more ? 'Revoke all of them?' : `Revoke all ${count}?`,
    consequence:
      'Every client and token stops within a minute, and so does what you are just allowing elsewhere. You can connect again at any time.',
    label: count === 1 ? 'Revoke it' : more ? 'Revoke all' : `Revoke all ${count}`,
    action: 'revoke_all',
  });
