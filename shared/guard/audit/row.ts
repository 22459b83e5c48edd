import { z } from 'zod';
import type { RowKeys } from '../../platform/index.ts';
import { KINDS } from '../call.ts';
import { RISK_NAMES } from '../risk.ts';
import { auditedIds, type AuditEntry } from './entry.ts';
import { isEntryId, stageOf } from './keys.ts';

/** The partition of all rows of the guard. */
export const AUDIT_PARTITION = 'account';

/** Edm.Int64: milliseconds since the epoch do not fit Int32. */
const toWhole = (value: number): bigint => BigInt(Math.floor(value));
const Whole = z.bigint().transform(Number);

const Texts = z.array(z.string());

const List = z.string().transform((text, context): string[] => {
  try {
    return Texts.parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: 'custom', message: 'not a list' });
    return z.NEVER;
  }
});

/** The service returns null for a selected property that is absent. */
const Text = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined);

const Row = z.object({
  rowKey: z.string().refine(isEntryId),
  at: Whole,
  overAt: Whole,
  requestId: z.string(),
  subject: z.string(),
  grantId: z.string(),
  client: z.string(),
  clientName: Text,
  tool: z.string(),
  risk: z.enum(RISK_NAMES),
  kind: z.enum(KINDS),
  amount: z.int().nonnegative(),
  cents: Whole.nullish(),
  targets: List,
  more: z.int().nonnegative(),
  hashes: List,
  hashKey: z.string(),
  given: List,
  made: List.nullish(),
  asked: z.enum(['nobody', 'form', 'page', 'permission']),
  decidedBy: Text,
  outcome: z.string(),
});

/** The row of an entry, to be inserted. */
export function toAuditRow({
  id,
  stage: _inKey,
  at,
  overAt,
  amount,
  cents,
  targets,
  hashes,
  ids,
  clientName,
  decidedBy,
  ...rest
}: AuditEntry) {
  return {
    ...auditKeys(id),
    ...rest,
    at: toWhole(at),
    overAt: toWhole(overAt),
    amount: Math.floor(amount),
    targets: JSON.stringify(targets),
    hashes: JSON.stringify(hashes),
    given: JSON.stringify(ids),
    ...(cents !== undefined && { cents: toWhole(cents) }),
    ...(clientName !== undefined && { clientName }),
    ...(decidedBy !== undefined && { decidedBy }),
  };
}

/**
 * What is merged into the row of a call once it has ended.
 *
 * @param outcome `ok`, `unknown` or the code of an error
 * @param answer the structured answer, of which ids are kept
 */
export const toAuditOutcome = (id: string, outcome: string, answer?: unknown) => ({
  ...auditKeys(id),
  outcome,
  made: JSON.stringify(auditedIds(answer)),
});

/** What is merged into the row of a question once a person has decided. */
export const toAuditDecision = (id: string, decision: 'approved' | 'denied', decidedBy: string) => ({
  ...auditKeys(id),
  outcome: decision,
  decidedBy,
});

const auditKeys = (rowKey: string): RowKeys => ({ partitionKey: AUDIT_PARTITION, rowKey });

/** @returns the entry; undefined for a corrupt row, which is left out */
export function parseAuditRow(row: unknown): AuditEntry | undefined {
  const { data } = Row.safeParse(row);
  if (data === undefined) return undefined;
  const { rowKey: id, given, made, cents, ...rest } = data;
  return { ...rest, id, stage: stageOf(id), cents: cents ?? undefined, ids: [...given, ...(made ?? [])] };
}
