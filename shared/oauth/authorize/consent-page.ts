import { SCOPE_MEANING, type Scope } from '../../auth/index.ts';
import { html, page, type Html } from '../../http/pages/index.ts';
import type { Client } from '../clients/index.ts';
import type { Authorization } from './authorization.ts';
import { whereabouts, type Whereabouts } from './redirect-uri.ts';

interface ConsentPage {
  readonly client: Pick<Client, 'source' | 'host'>;
  readonly authorization: Authorization;
  /** This server, as people know it. */
  readonly origin: string;
  readonly grantTtlDays: number;
  /** What the form holds. */
  readonly sealed: string;
  readonly cookies: readonly string[];
}

/** The page that asks a person: who asks, where it sends them, what it may do. In: a checked request. */
export async function consentPage({ client, authorization, origin, grantTtlDays, sealed, cookies }: ConsentPage): Promise<Response> {
  const { clientName, redirectUri, scopes } = authorization;
  const target = whereabouts(redirectUri);
  const response = await page({
    title: 'Connect to Telnyx',
    cookies,
    content: html`<h1>Connect ${nameOf(client, clientName)} to Telnyx?</h1>
      <p class="lead">It then works with the Telnyx account of this server, as you.</p>
      ${caution(client, target)}
      <section>
        <dl>
          <dt>Who asks</dt>
          <dd class="who"><bdi>${clientName}</bdi>${badge(client)}</dd>
          <dt>Sends you back to</dt>
          <dd>${targetName(target)}</dd>
          <dt>This server</dt>
          <dd>${new URL(origin).host}</dd>
        </dl>
        <hr />
        <form method="post" action="/authorize" autocomplete="off">
          <input type="hidden" name="request" value="${sealed}" />
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

/** Only the operator's word vouches for a name; a host vouches for itself, which the badge shows. */
const nameOf = ({ source }: ConsentPage['client'], name: string): Html =>
  source === 'registration' ? html`“<bdi>${name}</bdi>”` : html`<bdi>${name}</bdi>`;

const badge = ({ source, host }: ConsentPage['client']): Html => {
  if (source === 'configuration') return html`<span class="badge">Known to the operator</span>`;
  if (source === 'metadata_document' && host !== undefined) return html`<span class="badge">${host}</span>`;
  return html`<span class="badge unsure">Not verified</span>`;
};

const ONLY_IF = 'Only go on if you just started this yourself.';

/** What is known of the client, and what the person alone can know: whether it was they who began this. */
function caution({ source, host }: ConsentPage['client'], target: Whereabouts): Html | '' {
  if (source === 'registration')
    return html`<p class="note unsure">The name is not verified: anyone can call themselves so. ${ONLY_IF}</p>`;
  // A local port or a scheme proves nothing of the program behind it (RFC 8252 section 8.6).
  if (target.kind !== 'site') return html`<p class="note unsure">Any program on this computer can call itself so. ${ONLY_IF}</p>`;
  if (host === undefined) return '';
  return html`<p class="note">The name is its own choice; that it belongs to <strong>${host}</strong> was checked. ${ONLY_IF}</p>`;
}

function targetName(target: Whereabouts): Html {
  switch (target.kind) {
    case 'site':
      return html`${target.host}`;
    case 'app':
      return html`the app that opens <code>${target.scheme}</code> links`;
    case 'this_computer':
      return html`a program on this computer (<code>${target.host}</code>)`;
  }
}

const scopeBox = (scope: Scope): Html =>
  html`<label class="check"
    ><input type="checkbox" name="scope" value="${scope}" checked /><span>${SCOPE_MEANING[scope]}</span><code>${scope}</code></label
  >`;
