import type { SignedIn } from '../../identity/index.ts';
import { html, page, type Html, raw, type Site } from '../../platform/index.ts';
import { placesOf } from '../places.ts';

/** How many entries a list has, as far as it was read. */
export interface Count {
  readonly count: number;
  readonly more: boolean;
}

export interface Counts {
  readonly yours: Count;
  /** Undefined for who may not see them. */
  readonly people: Count | undefined;
}

interface Frame {
  readonly person: SignedIn;
  readonly current: 'yours' | 'people';
  readonly counts: Counts;
  readonly notice: string | undefined;
  readonly lead: string;
  /** At the end of the line with the heading. */
  readonly beside?: Html | false;
  readonly content: Html;
  readonly remark?: string;
}

/** What /tokens and its list of people share: heading, the two lists as links, who is signed in. */
export const accessPage = (site: Site, { person, current, counts, notice, lead, beside, content, remark }: Frame): Promise<Response> =>
  page(site, {
    title: current === 'yours' ? 'Access' : 'People with access',
    layout: { current: 'Access', places: placesOf(person), person },
    content: html`${notice !== undefined && html`<p class="note ok before" role="status"><span>${notice}</span></p>`}
      <div class="row split">
        <h1>Access</h1>
        ${beside}
      </div>
      <p class="lead">${lead}</p>
      <nav class="sub" aria-label="Access">
        ${tab('Yours', '/tokens', counts.yours, current === 'yours')}
        ${counts.people && tab('People', '/tokens?view=people', counts.people, current === 'people')}
      </nav>
      ${content} ${footer(person, remark)}`,
  });

const tab = (name: string, href: string, { count, more }: Count, current: boolean): Html =>
  html`<a href="${href}" ${current ? raw('aria-current="page"') : ''}>${name} <span class="tag">${count}${more && '+'}</span></a>`;

const footer = ({ name, roles }: SignedIn, remark: string | undefined): Html =>
  html`<footer class="row split">
    <p>
      ${remark} Signed in as <bdi>${name}</bdi>, ${roles.join(', ')}. Signs out by itself after 15 minutes.
      <a href="/approvals">What waits for you</a>
    </p>
    <form class="row" method="post" action="/tokens">
      <a class="btn slim" href="/test-auth">Get a token</a>
      <button class="btn slim" name="action" value="sign_out">Sign out</button>
    </form>
  </footer>`;
