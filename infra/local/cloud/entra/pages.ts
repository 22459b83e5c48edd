/** The two pages of the stand-in: sign-in, and errors that must not be redirects. */
import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { LoopbackAnswer } from '../loopback/server.ts';
import type { ErrorBody } from './errors.ts';
import { preferredUsername, usersOnPage } from './users.ts';
import type { EntraUser } from './users.ts';

const STYLE = `
:root { color-scheme: light dark; --page: light-dark(#f3f5f8, #12161c); --card: light-dark(#fff, #1b212a); --line: light-dark(#d9dfe7, #323b48);
  --text: light-dark(#1a2330, #e8edf4); --quiet: light-dark(#566274, #a3afbf); --accent: light-dark(#0b6a5e, #5cc8b8); --tint: light-dark(#e5f3f0, #17332f); }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 27rem; padding: 1.75rem; background: var(--card); border: 1px solid var(--line); border-radius: 1rem; overflow-wrap: anywhere; }
.badge { display: inline-block; margin: 0; padding: .15rem .7rem; border-radius: 1rem; background: var(--tint); color: var(--accent); font-size: .875rem; }
h1 { margin: 1rem 0 0; font-size: 1.5rem; line-height: 1.25; }
p { margin: .5rem 0 0; }
.quiet { color: var(--quiet); font-size: .9375rem; }
ul { list-style: none; margin: 1.25rem 0 0; padding: 0; display: grid; gap: .625rem; }
button { font: inherit; color: inherit; cursor: pointer; border-radius: .75rem; border: 1px solid var(--line); background: transparent; }
button:hover { border-color: var(--accent); background: var(--tint); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.person { width: 100%; display: flex; align-items: center; gap: .875rem; padding: .75rem .875rem; text-align: left; }
.person .initial { flex: none; width: 2.5rem; height: 2.5rem; border-radius: 50%; display: grid; place-items: center; background: var(--tint);
  color: var(--accent); font-weight: 600; }
.person b, .person small { display: block; }
.person small { color: var(--quiet); font-size: .875rem; }
.cancel { margin-top: 1rem; padding: .5rem 1.25rem; }
`;
// One string: a space that a formatter adds inside the tags would change the hash.
const styleElement = raw(`<style>${STYLE}</style>`);
const styleHash = createHash('sha256').update(STYLE).digest('base64');
// No form-action: Chromium applies it to the form's redirect too.
const csp = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; frame-ancestors 'none'`;
const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': csp,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Posted by the form's buttons, so never copied from the request. */
const CHOICES = new Set(['user', 'cancel']);

async function page(status: number, title: string, content: ReturnType<typeof html>): Promise<LoopbackAnswer> {
  const body = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${styleElement}
      </head>
      <body>
        <main>
          <p class="badge">Stand-in for Microsoft Entra ID</p>
          ${content}
        </main>
      </body>
    </html>`;
  return { status, headers, body: body.toString() };
}

const personButton = (user: EntraUser, focused: boolean) =>
  html`<li>
    <button class="person" name="user" value="${user.username}" ${focused ? raw('autofocus') : ''}>
      <span class="initial" aria-hidden="true">${user.name.replace('Local ', '').slice(0, 1)}</span>
      <span><b>${user.name}</b><small>${preferredUsername(user)}</small><small>${user.about ?? ''}</small></span>
    </button>
  </li>`;

/** A form that carries the whole authorization request, with a button for each person and one to cancel. */
export function signInPage(url: URL): Promise<LoopbackAnswer> {
  const query = url.searchParams;
  const carried = [...query].filter(([name]) => !CHOICES.has(name));
  const hint = query.get('login_hint');
  return page(
    200,
    'Sign in (local stand-in)',
    html`<h1>Who is signing in?</h1>
      <p>To continue to <b>${new URL(query.get('redirect_uri') ?? '').host}</b></p>
      <p class="quiet">
        This page runs on this machine in place of Microsoft Entra ID. No password is asked: choose a person; each has a different role.
      </p>
      <form method="post" action="${url.pathname}">
        ${carried.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <ul>
          ${usersOnPage(hint).map((user, index) => personButton(user, hint !== null && index === 0))}
        </ul>
        <button class="cancel" name="cancel" value="true">Cancel</button>
      </form>`,
  );
}

/** For errors that cannot be sent back to the application. */
export function errorPage(error: ErrorBody, status: number): Promise<LoopbackAnswer> {
  return page(
    status,
    'Sign-in error (local stand-in)',
    html`<h1>Sorry, but we’re having trouble signing you in.</h1>
      <p>${error.error_description}</p>
      <p class="quiet">
        The application’s request led here, not a choice of yours. Check its settings for tenant, client and redirect URI.
      </p>`,
  );
}
