import { SCOPE_MEANING, type Scope } from '../../tokens/index.ts';
import { html, page, type Html } from '../../../platform/index.ts';
import { caution, facts, quotedName } from './asker-facts.ts';
import type { Asker } from './asker.ts';
import type { Authorization } from './authorization.ts';
import type { BegunForm } from './bound-forms.ts';

interface ConsentPage {
  readonly asker: Asker;
  readonly authorization: Authorization;
  /** This server, as people know it. */
  readonly origin: string;
  readonly grantTtlDays: number;
  readonly form: BegunForm;
}

/** The page that asks a person: who asks, where it sends them, what it may do. In: a checked request. */
export async function consentPage({ asker, authorization, origin, grantTtlDays, form }: ConsentPage): Promise<Response> {
  const { redirectUri, scopes } = authorization;
  const response = await page({
    title: 'Connect to Telnyx',
    cookies: form.cookies,
    content: html`<h1>Connect ${quotedName(asker)} to Telnyx?</h1>
      <p class="lead">It then works with the Telnyx account of this server, as you.</p>
      ${caution(asker, redirectUri)}
      <section>
        <dl>
          ${facts(asker, redirectUri)}
          <dt>This server</dt>
          <dd>${new URL(origin).host}</dd>
        </dl>
        <hr />
        <form method="post" action="/authorize" autocomplete="off">
          <input type="hidden" name="request" value="${form.sealed}" />
          <fieldset>
            <legend>It may</legend>
            ${scopes.map(scopeBox)}
          </fieldset>
          <p class="soft small">${scopes.length > 1 && 'Untick what it does not need. '}It never gets more than your role allows.</p>
          <div class="row">
            <button class="wide" name="action" value="allow">Continue to Microsoft login</button>
            ${offersReadOnly(scopes) && html`<button class="quiet wide" name="action" value="read_only">Read only</button>`}
            <button class="quiet wide" name="action" value="deny">Deny</button>
          </div>
        </form>
      </section>
      <p class="soft small">
        Access ends by itself after ${grantTtlDays === 1 ? '1 day' : `${grantTtlDays} days`}. You can see and revoke it at any time at
        <a href="/tokens">/tokens</a>.
      </p>`,
  });
  // Clients open this page in a popup and wait for it: `same-origin` would cut it off from them, and look like closed.
  response.headers.set('cross-origin-opener-policy', 'unsafe-none');
  return response;
}

const offersReadOnly = (scopes: readonly Scope[]): boolean => scopes.length > 1 && scopes.includes('telnyx.read');

const scopeBox = (scope: Scope): Html =>
  html`<label class="check"
    ><input type="checkbox" name="scope" value="${scope}" checked /><span>${SCOPE_MEANING[scope]}</span><code>${scope}</code></label
  >`;
