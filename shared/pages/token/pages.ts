import { permission, SCOPES, scopeTag, type Scope } from '../../identity/index.ts';
import { cutText, html, icon, page, soloPage, tag, timeOf, type Html, type Site } from '../../platform/index.ts';
import { clientConfiguration } from './client-configuration.ts';
import { clientTabs } from './client-tabs.ts';
import { MOST_COPIED_TOKENS } from './copied-tokens.ts';
import { closesAt, type Session } from './session.ts';
import { LONGEST_NAME } from './token-name.ts';
import { placesOf } from '../places.ts';

/**
 * The page before the login.
 *
 * @param origin The app's own: the login must run on the host name of its cookies.
 */
export const startPage = (site: Site, origin: string, ttlHours: number): Promise<Response> =>
  soloPage(site, {
    title: 'Get an access token',
    motif: ['person', 'ok', 'key', 'server'],
    lead: 'For the Messages API, scripts and clients that cannot sign in by themselves.',
    body: html`<section>
        <ol class="steps">
          <li>Sign in with your Microsoft account.</li>
          <li>Copy the token. It works for ${hours(ttlHours)}.</li>
          <li>Paste it into your client. The settings are ready to copy.</li>
        </ol>
      </section>
      <form method="post" action="${origin}/auth/login">
        <section>${nameField('Optional')}</section>
        <div class="actions"><button class="btn main">Start Azure OAuth Login</button></div>
      </form>`,
    footer: html`Microsoft checks who you are. We never see your password.<br />Most clients need no token. <a href="/">Connect by URL</a>`,
  });

interface TokenPage {
  readonly session: Session;
  /** The name of the token. */
  readonly name: string;
  /** What the person may give to a token. */
  readonly allowed: readonly Scope[];
  /** The endpoint's. */
  readonly url: string;
  readonly ttlHours: number;
  /** Unix seconds. */
  readonly now: number;
}

/** The page after the login: the token, its expiry and permissions; where to paste it; how to make a limited one. */
export const tokenPage = (site: Site, { session, name, allowed, url, ttlHours, now }: TokenPage): Promise<Response> =>
  page(site, {
    title: 'Your access token',
    layout: { current: 'Connect', places: placesOf(session), person: session, narrow: true },
    content: html`<div class="row split">
        <h1>Your access token</h1>
        ${tag('ok', 'check', 'Ready to use')}
      </div>
      <p class="lead before">Works as <bdi>${cutText(session.name, 120)}</bdi>, ${session.roles.join(', ')}. Treat it like a password.</p>
      <div class="card">
        <section>
          <div class="row tok">
            ${masked(session.token)}<button class="btn main" type="button" data-copy="token" hidden>Copy token</button>
          </div>
        </section>
        <section>
          <dl class="grid">
            <div>
              <dt>Expires</dt>
              <dd><b>${until(session.tokenExpiresAt - now)}</b><small>${timeOf(session.tokenExpiresAt)}</small></dd>
            </div>
            <div>
              <dt>Permissions</dt>
              <dd class="row tight">${session.scopes.map(scopeTag)}</dd>
            </div>
            <div>
              <dt>Lost it?</dt>
              <dd><a href="/tokens">Revoke “<bdi>${name}</bdi>”</a><small>It stops within a minute</small></dd>
            </div>
          </dl>
        </section>
      </div>
      <div class="card pad">
        <h2>Use it</h2>
        ${clientTabs(clientConfiguration(url, session.token), session.token)}
      </div>
      ${limited(session, allowed, ttlHours)}
      <footer class="row split">
        <p>This page closes at ${timeOf(closesAt(session))}. The token stays valid.</p>
        <form method="post" action="/test-auth"><button class="btn slim" name="action" value="forget">Close now</button></form>
      </footer>`,
  });

/** The beginning of the token in one line, and all of it when asked for. */
const masked = (token: string): Html =>
  html`<details class="grow">
    <summary class="copy">
      <code aria-hidden="true">${token.slice(0, 12)}<span class="soft">${'•'.repeat(28)}</span></code
      ><span class="btn slim"><span class="shut">Reveal</span><span class="open">Hide</span><span class="sr"> the token</span></span>
    </summary>
    <label class="sr" for="token">Token</label>
    <textarea id="token" readonly rows="8" spellcheck="false" autocomplete="off">${token}</textarea>
  </details>`;

const limited = (session: Session, allowed: readonly Scope[], ttlHours: number): Html =>
  html`<div class="card pad">
    <details class="more">
      <summary>Create a limited token</summary>
      <form class="stack" method="post" action="/test-auth">
        <p class="soft small">
          Give each script only what it needs. Your other tokens stay as they are. ${MOST_COPIED_TOKENS} work at the same time: one more
          ends the oldest.
        </p>
        ${nameField('Nightly report')}
        <ul>
          ${SCOPES.map((scope) =>
            permission(scope, allowed.includes(scope) ? (session.scopes.includes(scope) ? 'on' : 'off') : 'excluded'),
          )}
        </ul>
        <label class="field"
          >Expires after<select name="hours" autocomplete="off">
            ${lifetimes(ttlHours).map((value) => html`<option value="${value}" ${value === ttlHours ? 'selected' : ''}>${hours(value)}</option>`)}
          </select></label
        >
        <p class="row">
          <button class="btn main" name="action" value="issue">Create token</button
          ><button class="btn" name="action" value="read_only">${icon('eye')}Create read-only token</button>
        </p>
      </form>
    </details>
  </div>`;

const nameField = (example: string): Html =>
  html`<label class="field"
    >What is it for?<input type="text" name="name" maxlength="${LONGEST_NAME}" placeholder="${example}" autocomplete="off"
  /></label>`;

const lifetimes = (most: number): number[] => [...new Set([1, 4, 8, 24, 72, most])].filter((value) => value <= most).sort((a, b) => a - b);

const hours = (value: number): string => (value === 1 ? '1 hour' : `${value} hours`);

/** @param seconds from now; a minute before the full hour counts as the hour */
function until(seconds: number): string {
  const minutes = Math.max(0, Math.ceil(seconds / 60));
  if (minutes < 60) return minutes === 1 ? 'In 1 minute' : `In ${minutes} minutes`;
  return `In ${hours(Math.round(minutes / 60))}`;
}
