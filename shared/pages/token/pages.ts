import { SCOPE_MEANING, SCOPES, type Scope } from '../../identity/index.ts';
import { html, page, personRow, timeOf, type Html, clientTabs, type Site } from '../../platform/index.ts';
import { MOST_COPIED_TOKENS } from './copied-tokens.ts';
import { closesAt, type Session } from './session.ts';
import { clientConfiguration } from './client-configuration.ts';

/**
 * The page before the login.
 *
 * @param origin The app's own: the login must run on the host name of its cookies.
 */
export const startPage = (site: Site, origin: string, ttlHours: number): Promise<Response> =>
  page(site, {
    title: 'Get an access token',
    content: html`<h1>Get an access token</h1>
      <p class="lead">A token lets your MCP client use the Telnyx account as you, within your role.</p>
      <section>
        <ol class="steps">
          <li>Sign in with your Microsoft account.</li>
          <li>Copy the token. It works for ${hours(ttlHours)}; you can also make a limited or shorter one.</li>
          <li>Paste it into your client. Its configuration is ready to copy.</li>
        </ol>
        <form method="post" action="${origin}/auth/login">
          <button class="wide" type="submit">Start Azure OAuth Login</button>
        </form>
      </section>
      <p class="soft small">
        Microsoft Entra ID checks who you are. This app never sees your password. Most clients need no token:
        <a href="/">connect by URL</a>. You can <a href="/tokens">see and revoke access</a> at any time.
      </p>`,
  });

/** The page after the login: the token, its person, expiry and scopes; where to paste it; how to make a weaker one. */
export const tokenPage = (site: Site, session: Session, allowed: readonly Scope[], url: string, ttlHours: number): Promise<Response> =>
  page(site, {
    title: 'Your access token',
    content: html`<h1>Your access token</h1>
      <p class="row">${personRow(session)}</p>
      <section>
        <div class="split">
          <h2><label for="token">Token</label></h2>
          <p class="soft small">Expires ${timeOf(session.tokenExpiresAt)}</p>
        </div>
        <textarea id="token" readonly spellcheck="false" autocomplete="off" rows="4">${session.token}</textarea>
        <div class="row">
          <button class="wide" type="button" data-copy="token" hidden>Copy token</button>
          <p class="soft small">Treat it like a password. <a href="/tokens">Revoke it</a> if you lose it.</p>
        </div>
        <hr />
        <h2>Permissions</h2>
        <ul class="scopes">
          ${SCOPES.map((scope) => allowance(scope, session.scopes.includes(scope)))}
        </ul>
      </section>
      ${useIt(url, session.token)} ${narrow(session, allowed, ttlHours)}
      <footer>
        <form method="post" action="/test-auth">
          <button class="quiet slim" name="action" value="forget">Close now</button>
        </form>
        <p>This page closes by itself at ${timeOf(closesAt(session))}, ten minutes after you signed in. The token keeps working.</p>
      </footer>`,
  });

const CHECK = 'M5 12.5l4.5 4.5L19 7';
const DASH = 'M7 12h10';

const allowance = (scope: Scope, allowed: boolean): Html =>
  html`<li class="${allowed ? '' : 'not'}">
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.5" aria-hidden="true">
      <path d="${allowed ? CHECK : DASH}" />
    </svg>
    <span>${!allowed && html`<span class="sr">Not: </span>`}${SCOPE_MEANING[scope].name}</span>
    <code>${scope}</code>
  </li>`;

const narrow = (session: Session, allowed: readonly Scope[], ttlHours: number): Html =>
  html`<section>
    <h2>Create a limited token</h2>
    <p class="soft small">
      Fewer permissions limit what a mistake can cost. The token above works until it expires or is revoked. At most ${MOST_COPIED_TOKENS}
      of your copied tokens work at the same time: a new one ends the oldest.
    </p>
    <form method="post" action="/test-auth">
      <fieldset>
        <legend>Permissions</legend>
        ${allowed.map((scope) => scopeBox(scope, session.scopes.includes(scope)))}
      </fieldset>
      <fieldset>
        <legend><label for="hours">It expires after</label></legend>
        <select id="hours" name="hours" autocomplete="off">
          ${lifetimes(ttlHours).map((value) => html`<option value="${value}" ${value === ttlHours ? 'selected' : ''}>${hours(value)}</option>`)}
        </select>
      </fieldset>
      <div class="row">
        <button class="quiet wide" name="action" value="issue">Make this token</button>
        <button class="quiet wide" name="action" value="read_only">Make a read-only token</button>
      </div>
    </form>
  </section>`;

const scopeBox = (scope: Scope, checked: boolean): Html =>
  html`<label class="check"
    ><input type="checkbox" name="scope" value="${scope}" ${checked ? 'checked' : ''} /><span>${SCOPE_MEANING[scope].name}</span
    ><code>${scope}</code></label
  >`;

const lifetimes = (most: number): number[] => [...new Set([1, 4, 8, 24, 72, most])].filter((value) => value <= most).sort((a, b) => a - b);

const hours = (value: number): string => (value === 1 ? '1 hour' : `${value} hours`);

/** Where to paste the token: one tab for each client. */
const useIt = (url: string, token: string): Html =>
  html`<section>
    <h2>Use it</h2>
    <p class="note">The connector dialog of claude.ai takes a URL, not a pasted token. <a href="/">Connect by URL</a> instead.</p>
    ${clientTabs(clientConfiguration(url, token), token)}
  </section>`;
