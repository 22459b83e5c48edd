import { expect } from '@jest/globals';
import type { GrantStore } from '../../../../shared/identity/grants/index.ts';
import { StoreUnavailableError } from '../../../../shared/platform/index.ts';
import { makeGrant } from '../../../support/grants.ts';

const grant = makeGrant();

/** Calls every method of the store. */
export const questions = (asked: GrantStore) => [
  asked.insert(makeGrant()),
  asked.read(grant.subject, grant.id),
  asked.rotate({ ...grant, etag: 'W/"datetime\'2026-01-01T00%3A00%3A00.0000000Z\'"' }, 0),
  asked.confirm(
    { ...grant, etag: 'W/"datetime\'2026-01-01T00%3A00%3A00.0000000Z\'"' },
    { confirmedAt: 0, roles: [], entraToken: undefined },
  ),
  asked.keepPending({ subject: grant.subject, id: grant.id, entraToken: 'sealed', until: 0 }),
  asked.readPending(grant.subject, grant.id),
  asked.dropPending(grant.subject, grant.id),
  asked.revoke(grant.subject, grant.id, 'person'),
  asked.revokeAll(grant.subject, 'person'),
  asked.allRevokedAt(grant.subject),
  asked.list(grant.subject),
  asked.unexpired(grant.subject),
  asked.touch(grant.subject, grant.id, 0),
  asked.purge(0),
  asked.check(),
];

export async function expectUnavailable(asked: GrantStore) {
  for (const outcome of await Promise.allSettled(questions(asked))) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailableError) });
  }
}
