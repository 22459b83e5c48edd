import { randomUUID } from 'node:crypto';
import type { ApprovalRow, Counters } from '../ledger/index.ts';
import { withPermission } from '../policy/index.ts';

const HOUR_MS = 3_600_000;

/**
 * @param row of the call that the person agreed to
 * @returns the counters of a person who allows more of the same for an hour: as they were, where it may not be repeated or too many are open
 */
export function allowingAnHour(counters: Counters, { repeat, clientId }: ApprovalRow, at: number): Counters {
  return (repeat && withPermission(counters, { ...repeat, id: randomUUID(), client: clientId, until: at + HOUR_MS })) ?? counters;
}
