import { html, icon, soloPage, type Site } from '../../../platform/index.ts';
import type { SignedIn } from '../../login/index.ts';
import { permission, scopeTag, type Scope } from '../../tokens/index.ts';
import { destinationOf, forPopup } from './client-parts.ts';
import { redirectTarget } from './requesting-client.ts';

interface ConnectedPage {
  readonly person: SignedIn;
  readonly clientName: string;
  /** What the client gets. */
  readonly scopes: readonly Scope[];
  /** What the person consented to, but their role does not include. */
  readonly cut: readonly Scope[];
  readonly redirectUri: string;
  /** The authorization response, for the person to go on. */
  readonly href: string;
}

/** Tells a person that the client gets less than they allowed, before they go on to it. */
export async function connectedPage(site: Site, { person, clientName, scopes, cut, redirectUri, href }: ConnectedPage): Promise<Response> {
  const { name, roles } = person;
  const response = await soloPage(site, {
    title: 'Connected with less',
    heading: html`Connected as <bdi>${name}</bdi>`,
    motif: [redirectTarget(redirectUri).kind === 'site' ? 'globe' : 'laptop', 'ok', 'check', 'server'],
    lead: html`<bdi>${clientName}</bdi> gets less than you allowed: your role is ${roles.join(', ')}.`,
    body: html`<section>
        <h2 class="before">Permissions</h2>
        <p class="row tight">${scopes.map(scopeTag)}</p>
      </section>
      <section>
        <h2>Left out</h2>
        <ul>
          ${cut.map((scope) => permission(scope, 'excluded'))}
        </ul>
        <p class="small">Need more? Ask your admin for another role, then connect again.</p>
      </section>
      <div class="actions"><a class="btn main" href="${href}">${icon('check')}Continue to ${destinationOf(redirectUri)}</a></div>`,
    footer: 'Continue within five minutes. After that, connect again.',
  });
  return forPopup(response);
}
