import { html, page, personRow, type Html, type Site } from '../../platform/index.ts';
import type { Grant, SignedIn } from '../../identity/index.ts';
import { grantItem } from './grant-item.ts';

/**
 * The page before the login.
 *
 * @param origin The app's own: the login must run on the host name of its cookies.
 */
export const signInPage = (site: Site, origin: string): Promise<Response> =>
  page(site, {
    title: 'Access',
    content: html`<h1>Access</h1>
      <p class="lead">See which clients and tokens may use the Telnyx account in your name, and revoke them.</p>
      <section>
        <p>Sign in to see yours.</p>
        <form method="post" action="${origin}/tokens">
          <button class="wide" name="action" value="login">Sign in with Microsoft</button>
        </form>
      </section>
      <p class="soft small">Microsoft Entra ID checks who you are. This app never sees your password.</p>`,
  });

interface Shown {
  readonly person: SignedIn;
  /** The person's own live grants, newest first. */
  readonly grants: readonly Grant[];
  /** Ids of the clients that the operator set up. */
  readonly configured: ReadonlySet<string>;
  readonly notice: string | undefined;
  /** Unix seconds. */
  readonly now: number;
}

/** The page after the login: what has access, with ways to revoke each, all, and (for Owners) everything of somebody else. */
export const grantsPage = (site: Site, { person, grants, configured, notice, now }: Shown): Promise<Response> =>
  page(site, {
    title: 'Access',
    content: html`<h1>Access</h1>
      <p class="row">${personRow(person)}</p>
      ${notice !== undefined && html`<p class="note" role="status">${notice}</p>`}
      <section>
        ${
          grants.length === 0
            ? EMPTY
            : html`<h2>Clients and tokens</h2>
                <p class="soft small">
                  They act in your name, within your role. A revoked one stops within a minute and has to ask you again.
                </p>
                <ul class="grants">
                  ${grants.map((grant) => grantItem(grant, configured, now))}
                </ul>
                ${revokeAll(grants.length)}`
        }
      </section>
      ${person.roles.includes('Owner') && ownerSection()}
      <footer>
        <form method="post" action="/tokens">
          <button class="quiet slim" name="action" value="sign_out">Sign out</button>
        </form>
        <p>This browser is signed out after fifteen minutes.</p>
        <p>
          <a href="/approvals">What waits for you</a> ·
          <a href="/conversations">Conversations</a>${person.roles.includes('Owner') && html` · <a href="/audit">Activity</a>`}
        </p>
      </footer>`,
  });

const EMPTY = html`<h2>No access</h2>
  <p class="soft">No client and no token may use the Telnyx account in your name.</p>
  <p><a class="button wide" href="/">Connect a client</a></p>`;

/** Two steps, without a script. */
const revokeAll = (count: number): Html =>
  html`<details class="last">
    <summary>Revoke all…</summary>
    <form method="post" action="/tokens">
      <p class="small">
        ${count === 1 ? 'The one above' : `All ${count}`} will end, and so will whatever you are just allowing elsewhere. You can connect
        again at any time.
      </p>
      <button class="danger" name="action" value="revoke_all">Revoke all</button>
    </form>
  </details>`;

/** For Owners: revokes all access of somebody else. */
const ownerSection = (): Html =>
  html`<section>
    <h2>Revoke all of a person</h2>
    <p class="soft small">As an Owner you can revoke all access of somebody else, for example when a device was lost or somebody left.</p>
    <form method="post" action="/tokens">
      <p class="field">
        <label for="object_id">Object id in Microsoft Entra</label>
        <input
          id="object_id"
          name="object_id"
          required
          maxlength="40"
          autocomplete="off"
          spellcheck="false"
          placeholder="00000000-0000-0000-0000-000000000000"
        />
      </p>
      <button class="quiet" name="action" value="ask_person">Continue</button>
    </form>
  </section>`;

/**
 * Asks before everything of a person is revoked.
 *
 * @param objectId Validated.
 * @param count Live grants of that person.
 */
export const confirmPersonPage = (site: Site, objectId: string, count: number): Promise<Response> =>
  page(site, {
    title: 'Revoke all of a person',
    content: html`<h1>Revoke all of this person?</h1>
      <p class="lead"><code>${objectId}</code></p>
      <section>
        <p>${consequence(count)}</p>
        <p class="soft small">
          The person can sign in and allow clients again. To keep somebody out, also remove the assignment in Microsoft Entra.
        </p>
        <form method="post" action="/tokens" class="row">
          <input type="hidden" name="object_id" value="${objectId}" />
          <button class="danger wide" name="action" value="revoke_person">Revoke all of this person</button>
          <a class="button quiet wide" href="/tokens">Cancel</a>
        </form>
      </section>`,
  });

function consequence(count: number): string {
  if (count === 0) return 'No access now. What is just being allowed ends as well.';
  const who = count === 1 ? 'One client or token loses' : `${count} clients and tokens lose`;
  return `${who} access, within a minute.`;
}
