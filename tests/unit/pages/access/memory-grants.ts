import { StoreUnavailableError } from '../../../../shared/platform/index.ts';
import { type Grant, type GrantStore, type RevocationReason } from '../../../../shared/identity/grants/index.ts';

interface MemoryGrants extends GrantStore {
  /** Every row, revoked ones as well. */
  readonly rows: Grant[];
  /** People whose everything was revoked, and why. */
  readonly revokedAll: (readonly [subject: string, reason: RevocationReason])[];
  /** Lets the tables fail from now on. */
  goDown(): void;
}

/** Grants in memory, where the page meets the tables. */
export function createMemoryGrants(...rows: Grant[]): MemoryGrants {
  let down = false;
  const revokedAll: (readonly [string, RevocationReason])[] = [];
  const reach = <Answer>(answer: () => Answer): Promise<Answer> =>
    down ? Promise.reject(new StoreUnavailableError()) : Promise.resolve(answer());
  const live = (subject: string) => rows.filter((row) => row.subject === subject && !row.revoked);
  const end = (row: Grant, reason: RevocationReason) => rows.splice(rows.indexOf(row), 1, { ...row, revoked: { at: 1, reason } });
  return {
    rows,
    revokedAll,
    goDown() {
      down = true;
    },
    insert: (grant) => reach(() => (rows.push(grant), 'inserted' as const)),
    read: (subject, id) =>
      reach(() => {
        const row = rows.find((each) => each.subject === subject && each.id === id);
        return row && { ...row, etag: '1' };
      }),
    rotate: () => reach(() => 'changed' as const),
    confirm: () => reach(() => undefined),
    keepPending: () => reach(() => undefined),
    readPending: () => reach(() => undefined),
    dropPending: () => reach(() => undefined),
    revoke: (subject, id, reason) => reach(() => live(subject).forEach((row) => row.id === id && end(row, reason))),
    revokeAll: (subject, reason) =>
      reach(() => {
        revokedAll.push([subject, reason]);
        const ended = live(subject);
        ended.forEach((row) => end(row, reason));
        return ended.length;
      }),
    allRevokedAt: () => reach(() => undefined),
    unexpired: (subject, most) =>
      reach(() =>
        rows
          .filter((row) => row.subject === subject)
          .slice(0, most)
          .toSorted((a, b) => b.createdAt - a.createdAt),
      ),
    list: (subject) => reach(() => live(subject).toSorted((a, b) => b.createdAt - a.createdAt)),
    touch: () => reach(() => undefined),
    purge: () => reach(() => 0),
    check: () => reach(() => undefined),
    warm: () => undefined,
  };
}
