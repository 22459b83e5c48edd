import type { Grant, KnownPerson, SignedIn } from '../../identity/index.ts';
import { html, icon, initials, type Html, type Site } from '../../platform/index.ts';
import { accessPage, type Counts } from './frame.ts';
import { revokeQuestion } from './revoke-question.ts';
import { lastUsed, nearDay } from './times.ts';

/** A person with their grants that have not expired, the newest first. */
export interface PersonWithGrants extends KnownPerson {
  readonly grants: readonly Grant[];
}

interface Shown {
  readonly person: SignedIn;
  readonly counts: Counts;
  readonly people: readonly PersonWithGrants[];
  /** Where the next page begins. */
  readonly next?: string | undefined;
  /** Whether this is a later page. */
  readonly later?: boolean;
  /** What was looked for. */
  readonly search?: { readonly words: string; readonly stopped: boolean; readonly byId: boolean } | undefined;
  readonly notice?: string | undefined;
  /** Unix seconds. */
  readonly now: number;
}

/** For Owners: the people who have access or had it, each with a question that revokes all of theirs. */
export const peoplePage = (site: Site, { person, counts, people, next, later, search, notice, now }: Shown): Promise<Response> =>
  accessPage(site, {
    person,
    current: 'people',
    counts,
    notice,
    lead: 'Someone left or lost a device? End their access here.',
    content: html`<form class="find" method="post" action="/tokens" role="search">
        <label class="sr" for="q">Name, email or object id</label>
        <input
          type="search"
          id="q"
          name="q"
          value="${search?.words ?? ''}"
          maxlength="120"
          placeholder="Name or email"
          autocomplete="off"
        />
        <button class="btn" name="action" value="find">Find</button>
      </form>
      ${
        people.length === 0
          ? nobody(search !== undefined)
          : html`<ul class="card">
              ${people.toSorted(byAccessAndName).map((each) => personItem(each, each.objectId === person.objectId, search?.byId === true, now))}
            </ul>`
      }
      ${search?.stopped === true && html`<p class="small gap">There may be more. Write more of the name.</p>`}
      ${search && html`<p class="gap"><a class="btn slim" href="/tokens?view=people">Show everyone</a></p>`}
      ${
        (later === true || next !== undefined) &&
        html`<nav class="row split gap" aria-label="Pages">
          ${later === true && html`<a class="btn slim" href="/tokens?view=people">First</a>`}
          ${next !== undefined && html`<a class="btn slim" href="/tokens?view=people&amp;after=${next}">More people</a>`}
        </nav>`
      }`,
    remark: 'Only Owners see this tab. People appear here once they have signed in.',
  });

const nobody = (searched: boolean): Html =>
  html`<div class="card gap">
    <section class="stack">
      <h2>${searched ? 'No one by that name' : 'No one yet'}</h2>
      <p class="soft">
        ${searched ? 'Check the spelling. Someone whose name is not kept is found by their object id.' : 'Nobody has signed in so far.'}
      </p>
    </section>
  </div>`;

const liveOf = ({ grants }: PersonWithGrants): readonly Grant[] => grants.filter(({ revoked }) => revoked === undefined);

/** Those with access first. */
function byAccessAndName(one: PersonWithGrants, other: PersonWithGrants): number {
  const rank = (each: PersonWithGrants) => (liveOf(each).length > 0 ? 0 : 2) + (each.name === undefined ? 1 : 0);
  return rank(one) - rank(other) || (one.name ?? '').localeCompare(other.name ?? '', 'en');
}

/** @param byId the person was looked for by the object id, so it is shown, and what they are just allowing can be revoked */
function personItem(person: PersonWithGrants, isSelf: boolean, byId: boolean, now: number): Html {
  const { objectId, name, username, grants } = person;
  const live = liveOf(person);
  const held = amount(live);
  const shown = html`<bdi>${name ?? 'this person'}</bdi>`;
  return html`<li class="item">
    <span class="ava ${live.length > 0 ? 'ok' : ''}" aria-hidden="true">${name === undefined ? icon('person') : initials(name)}</span>
    <span class="grow"
      ><b><bdi>${name ?? 'Name not kept'}</bdi></b
      >${isSelf && html` <span class="soft">(you)</span>`}<small
        >${username !== undefined && html`<bdi>${username}</bdi>`} ${(byId || name === undefined) && html`<code>${objectId}</code>`}</small
      ></span
    >
    <span class="col">${grants[0] && html`<span class="tag">${grants[0].roles.join(', ')}</span>`}</span>
    <span class="col small">${held === '' ? 'Nothing now' : held}<small>${usedWords(person, now)}</small></span>
    ${
      live.length === 0 && !byId
        ? html`<span class="small">No access</span>`
        : revokeQuestion({
            of: shown,
            question: name === undefined ? 'Revoke all access of this person?' : html`Revoke <bdi>${possessive(name)}</bdi> access?`,
            consequence: consequence(live, isSelf),
            action: 'revoke_person',
            field: ['object_id', objectId],
          })
    }
  </li>`;
}

const possessive = (name: string): string => (/s$/i.test(name) ? `${name}’` : `${name}’s`);

function amount(grants: readonly Grant[]): string {
  const tokens = grants.filter(({ kind }) => kind === 'pasted').length;
  const parts = [
    [grants.length - tokens, 'client'],
    [tokens, 'token'],
  ] as const;
  return parts.flatMap(([number, what]) => (number > 0 ? [`${number} ${what}${number === 1 ? '' : 's'}`] : [])).join(', ');
}

function consequence(live: readonly Grant[], isSelf: boolean): string {
  const held = amount(live);
  const stops =
    held === ''
      ? 'No access now. What is just being allowed ends as well.'
      : `${held} ${live.length === 1 ? 'stops' : 'stop'} within a minute.`;
  return isSelf
    ? `${stops} You stay signed in on this page, and can connect again.`
    : `${stops} They can sign in again. To prevent that, remove them in Microsoft Entra.`;
}

function usedWords({ grants, signedInAt }: PersonWithGrants, now: number): Html | string {
  const last = Math.max(0, ...grants.map(({ lastUsedAt }) => lastUsedAt));
  if (last > 0) return html`Used ${lastUsed(last, now)}`;
  if (grants.length > 0) return 'Not used yet';
  return signedInAt === undefined ? '' : html`Signed in ${nearDay(signedInAt, now)}`;
}
