import { html, page } from '../../../platform/index.ts';
import { caution, facts, quotedName } from './asker-facts.ts';
import type { Asker } from './asker.ts';
import type { BegunForm } from './bound-forms.ts';
import { whereabouts } from './redirect-uri.ts';

interface ReturnPage {
  readonly asker: Asker;
  readonly redirectUri: string;
  /** What the client will be told. */
  readonly why: { readonly code: string; readonly description: string };
  readonly form: BegunForm;
}

/**
 * The page before a redirect with an error to a client that nobody vouches for: it says who, where to and why, and leaves the step to the
 * person (RFC 9700 section 4.11.2). Else a link to this server would lead to any site that somebody registered.
 */
export async function returnPage({ asker, redirectUri, why, form }: ReturnPage): Promise<Response> {
  const declined = why.code === 'access_denied';
  const response = await page({
    title: declined ? 'You declined' : 'This request cannot go on',
    status: declined ? 200 : 400,
    cookies: form.cookies,
    content: html`<h1>${declined ? 'You declined' : html`The request of ${quotedName(asker)} cannot go on`}</h1>
      <p class="lead">Nobody was given access. You can close this page, or go back and let the client know.</p>
      ${caution(asker, redirectUri)}
      <section>
        <dl>
          ${facts(asker, redirectUri)}
          <dt>What it is told</dt>
          <dd>${why.description} <code>${why.code}</code></dd>
        </dl>
        <hr />
        <form method="post" action="/authorize" autocomplete="off">
          <input type="hidden" name="request" value="${form.sealed}" />
          <p class="soft small">If you came here by a link from somebody else, close this page.</p>
          <div class="row"><button class="quiet wide" name="action" value="return">${labelOf(redirectUri)}</button></div>
        </form>
      </section>`,
  });
  // As on the consent page: the client that opened it in a popup waits for it.
  response.headers.set('cross-origin-opener-policy', 'unsafe-none');
  return response;
}

function labelOf(redirectUri: string): string {
  const target = whereabouts(redirectUri);
  switch (target.kind) {
    case 'site':
      return `Go to ${target.host}`;
    case 'app':
      return 'Go back to the app';
    case 'this_computer':
      return 'Go back to the program';
  }
}
