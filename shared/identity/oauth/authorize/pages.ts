import { html, page, type Html, type Site } from '../../../platform/index.ts';
import { SCOPE_MEANING, type Scope } from '../../tokens/index.ts';
import type { BegunForm } from './bound-forms.ts';
import type { Authorization } from './request.ts';
import { cautionNote, clientRows, quotedName, redirectTarget, type RequestingClient } from './requesting-client.ts';

interface ConsentPage {
  readonly client: RequestingClient;
  readonly authorization: Authorization;
  /** This server's, as people know it. */
  readonly origin: string;
  readonly grantTtlDays: number;
  readonly form: BegunForm;
}

/** Asks for consent: which client, where it sends the person, what it may do. */
export async function consentPage(site: Site, { client, authorization, origin, grantTtlDays, form }: ConsentPage): Promise<Response> {
  const { redirectUri, scopes } = authorization;
  return forPopup(
    await page(site, {
      title: 'Connect to Telnyx',
      cookies: form.cookies,
      content: html`<h1>Connect ${quotedName(client)} to Telnyx?</h1>
        <p class="lead">It will use this server’s Telnyx account, as you.</p>
        ${cautionNote(client, redirectUri)}
        <section>
          <dl>
            ${clientRows(client, redirectUri)}
            <dt>This server</dt>
            <dd>${new URL(origin).host}</dd>
          </dl>
          <hr />
          <form method="post" action="/authorize" autocomplete="off">
            <input type="hidden" name="request" value="${form.sealed}" />
            <fieldset>
              <legend>Permissions</legend>
              ${scopes.map(scopeBox)}
            </fieldset>
            <p class="soft small">${scopes.length > 1 && 'Clear what it does not need. '}Your role is the upper limit.</p>
            <div class="row">
              <button class="wide" name="action" value="allow">Continue to Microsoft login</button>
              ${offersReadOnly(scopes) && html`<button class="quiet wide" name="action" value="read_only">Allow read only</button>`}
              <button class="quiet wide" name="action" value="deny">Cancel</button>
            </div>
          </form>
        </section>
        <p class="soft small">
          Access ends after ${grantTtlDays === 1 ? '1 day' : `${grantTtlDays} days`}. You can revoke it at any time at
          <a href="/tokens">/tokens</a>.
        </p>`,
    }),
  );
}

const offersReadOnly = (scopes: readonly Scope[]): boolean => scopes.length > 1 && scopes.includes('telnyx.read');

const scopeBox = (scope: Scope): Html =>
  html`<label class="check"
    ><input type="checkbox" name="scope" value="${scope}" checked /><span>${SCOPE_MEANING[scope]}</span><code>${scope}</code></label
  >`;

interface ReturnPage {
  readonly client: RequestingClient;
  readonly redirectUri: string;
  /** The error that the client will receive. */
  readonly error: { readonly code: string; readonly description: string };
  readonly form: BegunForm;
}

/**
 * The page before a redirect with an error to an untrusted client: it shows which client, where to and why, and leaves the step to the person
 * (RFC 9700 section 4.11.2). Otherwise a link to this server could lead to any site that someone registered.
 */
export async function returnPage(site: Site, { client, redirectUri, error, form }: ReturnPage): Promise<Response> {
  const declined = error.code === 'access_denied';
  return forPopup(
    await page(site, {
      title: declined ? 'You declined' : 'This request cannot continue',
      status: declined ? 200 : 400,
      cookies: form.cookies,
      content: html`<h1>${declined ? 'You declined' : html`The request of ${quotedName(client)} cannot continue`}</h1>
        <p class="lead">Nobody was given access. You can close this page, or go back and let the client know.</p>
        ${cautionNote(client, redirectUri)}
        <section>
          <dl>
            ${clientRows(client, redirectUri)}
            <dt>Error</dt>
            <dd>${error.description} <code>${error.code}</code></dd>
          </dl>
          <hr />
          <form method="post" action="/authorize" autocomplete="off">
            <input type="hidden" name="request" value="${form.sealed}" />
            <p class="soft small">If you came here through a link from someone else, close this page.</p>
            <div class="row"><button class="quiet wide" name="action" value="return">${returnLabel(redirectUri)}</button></div>
          </form>
        </section>`,
    }),
  );
}

function returnLabel(redirectUri: string): string {
  const target = redirectTarget(redirectUri);
  switch (target.kind) {
    case 'site':
      return `Go to ${target.host}`;
    case 'app':
      return 'Go back to the app';
    case 'this_computer':
      return 'Go back to the program';
  }
}

/** Clients open these pages in a popup and wait for it: `same-origin` would cut the popup off, which looks closed to them. */
function forPopup(response: Response): Response {
  response.headers.set('cross-origin-opener-policy', 'unsafe-none');
  return response;
}
