import { type Grant, type Scope, SCOPES } from '../../identity/index.ts';
import { html, timeOf, type Html } from '../../platform/index.ts';

/** What a scope allows, in a word or two. The consent page has the sentence. */
const SCOPE_WORD: Readonly<Record<Scope, string>> = {
  'telnyx.read': 'Read',
  'telnyx.write': 'Change and delete',
  'telnyx.send': 'Text and call',
  'telnyx.purchase': 'Buy numbers',
};

const HOUR = 3_600;
const LONGEST_NAME = 80;

/**
 * One grant in the list, with a button that revokes it.
 *
 * @param configured Ids of the clients that the operator set up.
 * @param now Unix seconds.
 */
export function grantItem(grant: Grant, configured: ReadonlySet<string>, now: number): Html {
  const name = shownName(grant.clientName);
  return html`<li>
    <div class="split">
      <h3><bdi>${name}</bdi></h3>
      <p class="soft small">${knownAs(grant, configured)}</p>
    </div>
    <p class="chips">
      <span class="sr">It may: </span>
      ${SCOPES.filter((scope) => grant.scopes.includes(scope)).map((scope) => html`<span class="badge">${SCOPE_WORD[scope]}</span>`)}
    </p>
    <dl class="facts">
      <div>
        <dt>Since</dt>
        <dd>${timeOf(grant.createdAt)}</dd>
      </div>
      <div>
        <dt>Last used</dt>
        <dd>${lastUsed(grant.lastUsedAt, now)}</dd>
      </div>
      <div>
        <dt>Until</dt>
        <dd>${timeOf(grant.expiresAt)}</dd>
      </div>
    </dl>
    <form method="post" action="/tokens">
      <input type="hidden" name="id" value="${grant.id}" />
      <button class="quiet slim" name="action" value="revoke" aria-label="Revoke ${name}">Revoke</button>
    </form>
  </li>`;
}

/** The client's name without what could disturb the page: control and formatting characters, excessive length. */
function shownName(name: string): string {
  const clean = name.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  const characters = Array.from(clean);
  if (characters.length > LONGEST_NAME) return `${characters.slice(0, LONGEST_NAME - 1).join('')}…`;
  return clean === '' ? 'Client without a name' : clean;
}

/** Who vouches for the client. A name alone proves nothing. */
function knownAs({ kind, clientId }: Grant, configured: ReadonlySet<string>): Html | string {
  if (kind === 'pasted') return 'From the token page';
  if (configured.has(clientId)) return 'Set up by the operator';
  const host = hostOf(clientId);
  return host === undefined ? 'Registered itself, name not verified' : html`<code>${host}</code>`;
}

const hostOf = (clientId: string): string | undefined =>
  clientId.startsWith('https://') && URL.canParse(clientId) ? new URL(clientId).host : undefined;

/** Only the hour is stored. */
function lastUsed(hour: number, now: number): Html | string {
  if (hour === 0) return 'Not yet used';
  return now - hour < HOUR ? 'In the last hour' : timeOf(hour);
}
