import { randomUUID } from 'node:crypto';
import type { Guard } from '../../shared/guard/index.ts';

const NONE = () => Promise.resolve(undefined);

/** For tests of what lies around the guard: every call goes ahead. */
export const OPEN_GUARD: Guard = {
  preview: () => Promise.resolve({ would: 'send', reasons: [], recipients: [], left: [] }),
  before: () => Promise.resolve({ kind: 'go', attempt: randomUUID(), settle: NONE }),
  approvals: { read: NONE, list: () => Promise.resolve({ waiting: [], permissions: [] }), decide: NONE, endPermission: NONE },
  purge: () => Promise.resolve(0),
  refreshOptOuts: () => Promise.resolve(0),
  warm: () => undefined,
};
