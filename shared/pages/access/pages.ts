import { html, page, personLine, type Html } from '../../platform/index.ts';
import type { Grant, SignedIn } from '../../identity/index.ts';
import { grantItem } from './grant-item.ts';
import { ownerSection } from './owner.ts';

/** The page before the login. `origin`: the app's own, so that the login runs on the name its cookies belong to. */
export const signInPage = (origin: string): Promise<Response> =>
  page({
    title: 'What has access',
    content: html`<h1>What has access</h1>
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

/** The page after the login: what has access, each with its end; all of it; for Owners, somebody else's. */
export const grantsPage = ({ person, grants, configured, notice, now }: Shown): Promise<Response> =>
  page({
    title: 'What has access',
    content: html`<h1>What has access</h1>
      ${personLine(person)} ${notice !== undefined && html`<p class="note" role="status">${notice}</p>`}
      <section>
        ${
          grants.length === 0
            ? EMPTY
            : html`<h2>Clients and tokens</h2>
                <p class="soft small">
                  They act in your name, never beyond your role. A revoked one stops within a minute; to come back it has to ask you again.
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
        <p>This browser is signed out by itself after fifteen minutes.</p>
      </footer>`,
  });

const EMPTY = html`<h2>Nothing has access</h2>
  <p class="soft">No client and no token may use the Telnyx account in your name.</p>
  <p><a class="button wide" href="/">Connect a client</a></p>`;

/** Two steps, without script. */
const revokeAll = (count: number): Html =>
  html`<details class="last">
    <summary>Revoke all…</summary>
    <form method="post" action="/tokens">
      <p class="small">
        ${count === 1 ? 'The one above' : `All ${count}`} will end, and whatever you are about to allow elsewhere. You can connect again at
        any time.
      </p>
      <button class="danger" name="action" value="revoke_all">Revoke all</button>
    </form>
  </details>`;
