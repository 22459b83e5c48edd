import { randomUUID } from 'node:crypto';
import { type AuditEntry, callId, entryOf, type HashKey } from '../../../../shared/guard/audit/index.ts';
import type { GuardedCall, GuardedTool } from '../../../../shared/guard/index.ts';
import { principal, toolOf } from './captured-trail.ts';

export const KEY: HashKey = { kid: 's1', key: Buffer.alloc(32, 7) };

/** Noon, so that a test may move by hours and stay on the day. */
export const NOON = Date.UTC(2026, 10, 27, 12);

function guardedTool(name: string): GuardedTool {
  const { title, risk, parties, guard, timeoutMs } = toolOf(name);
  return { name, title, risk, parties, rules: guard, timeoutMs, howToCheck: '' };
}

export const callOf = (name: string, args: Readonly<Record<string, unknown>>, by: Partial<GuardedCall> = {}): GuardedCall => ({
  requestId: randomUUID(),
  principal,
  clientName: 'Claude',
  tool: guardedTool(name),
  args,
  requestKey: undefined,
  ...by,
});

/** The entry of a text to one number, with changes. */
export const entryAt = (at: number, changes: Partial<AuditEntry> = {}): AuditEntry => ({
  ...entryOf({
    call: callOf('send_message', { to: '+13125550111', text: 'four-five-six' }),
    key: KEY,
    id: callId(at),
    at,
    outcome: 'ok',
  }),
  ...changes,
});
