import type { GrantStore } from '../../identity/index.ts';

/** As many copied tokens of one person work at once. */
export const MOST_COPIED_TOKENS = 10;

/**
 * Ends the oldest copied tokens of a person beyond {@link MOST_COPIED_TOKENS}. To be called after a new one was inserted: of several made at
 * once each finds the others, so that the bound holds after the last of them.
 *
 * @param made - id of the grant that was just made; it stays
 * @returns how many were ended
 * @throws StoreUnavailableError
 */
export async function endOldestCopied(grants: Pick<GrantStore, 'list' | 'revoke'>, subject: string, made: string): Promise<number> {
  const others = (await grants.list(subject)).filter(({ kind, id }) => kind === 'pasted' && id !== made);
  // Times are whole seconds: of the same second the id decides, so that all who look end the same ones.
  const newestFirst = others.toSorted((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? -1 : 1));
  const surplus = newestFirst.slice(MOST_COPIED_TOKENS - 1);
  for (const { id } of surplus) await grants.revoke(subject, id, 'replaced');
  return surplus.length;
}
