import { type Grant, SCOPES, scopeTag } from '../../identity/index.ts';
import { html, mark, timeOf, type Html } from '../../platform/index.ts';
import { clientWords } from './client-words.ts';
import { revokeQuestion } from './revoke-question.ts';
import { endOf, lastUsed } from './times.ts';

interface GrantItem {
  /** Ids of the clients that the operator set up. */
  readonly configured: ReadonlySet<string>;
  /** The grant of the token that the open token page of this browser shows. */
  readonly shownToken: string | undefined;
  /** Unix seconds. */
  readonly now: number;
}

/** One client or token in the list, with a question that revokes it. */
export function grantItem(grant: Grant, { configured, shownToken, now }: GrantItem): Html {
  const { title, name, known, glyph, unnamed } = clientWords(grant, configured);
  const copied = grant.kind === 'pasted';
  return html`<li class="item">
    ${mark(glyph)}
    <span class="grow"
      ><b><bdi>${title}</bdi></b
      ><small
        >${known}${copied && (grant.id === shownToken ? ' · made in this browser' : unnamed && html` · made ${timeOf(grant.createdAt)}`)}</small
      ></span
    >
    <span class="row tight col perms"
      ><span class="sr">Permissions: </span>${SCOPES.filter((scope) => grant.scopes.includes(scope)).map(scopeTag)}</span
    >
    <span class="col small"
      ><span class="sr">Last used: </span><span class="first">${lastUsed(grant.lastUsedAt, now)}</span
      ><small>${endOf(grant.expiresAt, now)}</small></span
    >
    ${revokeQuestion({
      of: html`<bdi>${title}</bdi>`,
      question: html`Revoke <bdi>${name}</bdi>?`,
      consequence: copied
        ? 'Whatever uses this token stops within a minute. This cannot be undone.'
        : 'It stops within a minute. To come back, it has to ask you again.',
      action: 'revoke',
      field: ['id', grant.id],
    })}
  </li>`;
}
