import { html, soloPage, type Site } from '../../../platform/index.ts';
import type { BegunForm } from './bound-forms.ts';
import { destinationOf, forPopup, ONLY_IF, pictureOf, returnsTo, standingLine, standingOf } from './client-parts.ts';
import { quotedName, type RequestingClient } from './requesting-client.ts';

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
  const cancelled = error.code === 'access_denied';
  const response = await soloPage(site, {
    title: cancelled ? 'You cancelled' : 'This request cannot continue',
    heading: cancelled ? 'You cancelled' : html`The request of ${quotedName(client)} cannot continue`,
    status: cancelled ? 200 : 400,
    motif: [pictureOf(client, redirectUri), cancelled ? 'calm' : 'cost', 'x', 'server'],
    lead: cancelled ? html`${quotedName(client)} got no access. Nothing was changed.` : 'Nobody got access.',
    below: standingLine(standingOf(client, redirectUri)),
    cookies: form.cookies,
    body: html`<form method="post" action="/authorize" autocomplete="off">
      <input type="hidden" name="request" value="${form.sealed}" />
      <section class="stack">${!cancelled && html`<p><small>Why</small>${error.description}</p>`} ${returnsTo(redirectUri)}</section>
      <section>
        <p>${ONLY_IF}. Came here from somebody’s link? Close this page.</p>
      </section>
      <div class="actions"><button class="btn main" name="action" value="return">Go back to ${destinationOf(redirectUri)}</button></div>
    </form>`,
    footer: html`Code for the client: <code>${error.code}</code>`,
  });
  return forPopup(response);
}
