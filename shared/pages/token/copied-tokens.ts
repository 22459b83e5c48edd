import type { GrantStore } from '../../identity/index.ts';

/** How many copied tokens of one person work at the same time. */
export const MOST_COPIED_TOKENS = 10;

/**
 * Revokes the oldest copied tokens of a person beyond {@link MOST_COPIED_TOKENS}. Called after a new one was inserted: of several inserted at
 * the same time, each finds the others, so the limit holds after the last.
 *
 * @param made The id of the new grant, which stays.
 * @returns How many were revoked.
 * @throws StoreUnavailableError
 */
export async function endOldestCopied(grants: Pick<GrantStore, 'list' | 'revoke'>, subject: string, made: string): Promise<number> {
  const others = (await grants.list(subject)).filter(({ kind, id }) => kind === 'pasted' && id !== made);
  // Times are whole seconds. Within a second the id decides, so that concurrent calls revoke the same tokens.
  const newestFirst = others.toSorted((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? -1 : 1));
  const surplus = newestFirst.slice(MOST_COPIED_TOKENS - 1);
  for (const { id } of surplus) await grants.revoke(subject, id, 'replaced');
  return surplus.length;
}
