import { SCOPE_MEANING, scopesOfRoles, type Scope } from '../auth/index.ts';
import { copyable, html, page, type Html } from '../http/pages/index.ts';
import { clientConfiguration } from './client-configuration.ts';
import type { Session } from './session.ts';

/** The page before the login. `origin`: the app's own, so that the login runs on the name its cookies belong to. */
export const startPage = (origin: string, ttlHours: number): Promise<Response> =>
  page({
    title: 'Get an access token',
    content: html`<h1>Get an access token</h1>
      <p class="soft">
        Log in with Microsoft Entra ID and copy a token for your MCP client. It is good for ${hours(ttlHours)}; on the next page you can
        make it weaker or shorter-lived.
      </p>
      <section>
        <form method="post" action="${origin}/auth/login">
          <button type="submit" autofocus>Start Azure OAuth Login</button>
        </form>
        <p class="soft small row">Microsoft asks for your account; this app never sees your password.</p>
      </section>`,
  });

/** The page after the login: the token, what it may do, and what to paste where. */
export const tokenPage = (session: Session, url: string, ttlHours: number): Promise<Response> =>
  page({
    title: 'Your access token',
    content: html`<h1>Your access token</h1>
      <p class="soft">Logged in as ${session.name.slice(0, 120)} (${session.roles.join(', ')}).</p>
      <section>
        <h2><label for="token">Token</label></h2>
        <textarea id="token" readonly spellcheck="false" rows="6">${session.token}</textarea>
        <div class="row"><button type="button" data-copy="token" hidden>Copy token</button></div>
        <p class="soft small row">
          <span>Whoever holds it can act as you until it expires. Keep it like a password.</span>
        </p>
      </section>
      <section>
        <h2>What it is good for</h2>
        <dl>
          <dt>Expires</dt>
          <dd>${time(session.tokenExpiresAt)}</dd>
          <dt>Endpoint</dt>
          <dd><code>${url}</code></dd>
          <dt>May</dt>
          <dd>${session.scopes.map((scope) => html`${SCOPE_MEANING[scope]} <span class="soft">(${scope})</span><br />`)}</dd>
        </dl>
      </section>
      ${useIt(url, session.token)} ${narrow(session, ttlHours)}
      <footer>
        <form method="post" action="/test-auth">
          <button class="quiet" name="action" value="forget">Forget the token in this browser</button>
        </form>
        <p class="row">This page forgets it by itself ten minutes after it was made.</p>
      </footer>`,
  });

const useIt = (url: string, token: string): Html =>
  html`<section>
    <h2>Use it</h2>
    <p class="small">
      The connector dialog of claude.ai takes no pasted token: it asks for a URL and logs in by itself. Paste the token where a client lets
      you set it, as below. A value that already begins with “Bearer ” works as well.
    </p>
    ${
      url.startsWith('http://') &&
      html`<p class="small warn">The Messages API connects from the internet and over https only: it cannot reach ${url}.</p>`
    }
    ${clientConfiguration(url, token).map(
      ({ id, title, where, text }, index) =>
        html`<details ${index === 0 ? 'open' : ''}>
          <summary>${title}</summary>
          <p class="soft small">${where}</p>
          ${copyable(id, text)}
        </details>`,
    )}
  </section>`;

const narrow = (session: Session, ttlHours: number): Html =>
  html`<section>
    <h2>Make a weaker one</h2>
    <p class="small soft">A token with only what the work needs limits what a mistake can cost.</p>
    <form method="post" action="/test-auth">
      <fieldset>
        <legend>It may</legend>
        ${scopesOfRoles(session.roles).map((scope) => scopeBox(scope, session.scopes.includes(scope)))}
      </fieldset>
      <fieldset>
        <legend><label for="hours">It expires after</label></legend>
        <select id="hours" name="hours">
          ${lifetimes(ttlHours).map((value) => html`<option value="${value}" ${value === ttlHours ? 'selected' : ''}>${hours(value)}</option>`)}
        </select>
      </fieldset>
      <div class="row">
        <button name="action" value="issue">Make this token</button>
        <button class="quiet" name="action" value="read_only">Make a read-only token</button>
      </div>
    </form>
  </section>`;

const scopeBox = (scope: Scope, checked: boolean): Html =>
  html`<label
    ><input type="checkbox" name="scope" value="${scope}" ${checked ? 'checked' : ''} /><span
      >${SCOPE_MEANING[scope]} <span class="soft small">(${scope})</span></span
    ></label
  >`;

const lifetimes = (most: number): number[] => [...new Set([1, 4, 8, 24, 72, most])].filter((value) => value <= most).sort((a, b) => a - b);

const hours = (value: number): string => (value === 1 ? '1 hour' : `${value} hours`);

const time = (seconds: number): Html => {
  const iso = new Date(seconds * 1000).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
};
