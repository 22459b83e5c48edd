import { accountOf, html, icon, personRow, soloPage, type Html, type Site } from '../../../platform/index.ts';
import type { SignedIn } from '../../login/index.ts';
import { permission, scopesOfRoles, type Scope } from '../../tokens/index.ts';
import type { BegunForm } from './bound-forms.ts';
import { forPopup, ONLY_IF, pictureOf, returnsTo, standingLine, standingOf, warningOf } from './client-parts.ts';
import type { Authorization } from './request.ts';
import { isVerified, quotedName, type RequestingClient } from './requesting-client.ts';

interface ConsentPage {
  readonly client: RequestingClient;
  readonly authorization: Authorization;
  /** Who signed in to this server's pages a moment ago. A guess: who signs in at Microsoft next decides, and their role. */
  readonly person: SignedIn | undefined;
  readonly form: BegunForm;
}

/** Asks for consent: which client, as whom, what it may do, where it sends the person. */
export async function consentPage(
  site: Site & { readonly grantTtlDays: number },
  { client, authorization: { redirectUri, scopes }, person, form }: ConsentPage,
): Promise<Response> {
  const standing = standingOf(client, redirectUri);
  const warning = warningOf(client, redirectUri);
  const allowed = person ? scopesOfRoles(person.roles) : scopes;
  const open = scopes.filter((scope) => allowed.includes(scope));
  const excluded = scopes.filter((scope) => !allowed.includes(scope));
  const response = await soloPage(site, {
    title: 'Allow access',
    heading: html`${quotedName(client)} wants access to ${accountOf(site)}`,
    motif: [pictureOf(client, redirectUri), standing.tone, standing.node, 'server'],
    below: standingLine(standing),
    cookies: form.cookies,
    body: html`<form method="post" action="/authorize" autocomplete="off">
      ${NOTHING_BY_ENTER}
      <input type="hidden" name="request" value="${form.sealed}" />
      ${warning}
      <section class="row">${person ? signedIn(person) : NOT_SIGNED_IN}</section>
      <section>
        <div class="row split">
          <h2 id="permissions">Permissions</h2>
          ${offersReadOnly(open) && html`<button class="btn slim" name="action" value="read_only">Allow read only</button>`}
        </div>
        <ul aria-labelledby="permissions">
          ${open.map((scope) => permission(scope, startsOn(scope, client) ? 'on' : 'off'))}
          ${excluded.map((scope) => permission(scope, 'excluded'))}
        </ul>
      </section>
      <section class="stack">
        ${returnsTo(redirectUri)}
        <p>
          <small>This server</small><code><b>${new URL(site.publicBaseUrl).host}</b></code>
        </p>
      </section>
      <div class="actions">
        <button class="btn ${open.length === 0 ? 'main' : ''}" name="action" value="deny">Cancel</button>
        ${open.length > 0 && html`<button class="btn main" name="action" value="allow">${person ? 'Allow' : 'Continue to Microsoft'}</button>`}
      </div>
    </form>`,
    footer: html`${warning === undefined && `${ONLY_IF}. `}Ends by itself after ${days(site.grantTtlDays)}. You can
      <a href="/tokens">revoke it</a> at any time.`,
  });
  return forPopup(response);
}

/** Enter on a switch presses the first button of a form: this one closes a dialog, of which there is none (HTML Living Standard 4.10.21.2, .3). */
const NOTHING_BY_ENTER = html`<button formmethod="dialog" hidden></button>`;

const NOT_SIGNED_IN = html`<span class="ava">${icon('person')}</span
  ><span class="grow"><b>You are not signed in yet</b><small>Microsoft asks who you are next. Your role sets the limit.</small></span>`;

const signedIn = (person: SignedIn): Html =>
  html`${personRow(person)}<button class="btn slim" name="action" value="not_me">Not you?</button>`;

/** Buying never starts on; what changes something or reaches people only for a client that somebody vouches for. */
const startsOn = (scope: Scope, client: RequestingClient): boolean =>
  scope === 'telnyx.read' || (scope !== 'telnyx.purchase' && isVerified(client));

const offersReadOnly = (open: readonly Scope[]): boolean => open.length > 1 && open.includes('telnyx.read');

const days = (count: number): string => (count === 1 ? 'a day' : `${count} days`);
