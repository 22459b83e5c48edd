import { z } from 'zod';
import { isSecret } from './secrets.ts';

/** What Telnyx documents in part or not at all (detail records, payloads of events): open objects. */
export const OpenRecord = z.record(z.string(), z.unknown());

/** Deeper than any record that Telnyx documents. */
const DEEPEST = 4;

/** A record as it came, without empty members and without what could be a secret: nobody gives it back whole. */
export const DisclosedRecord = OpenRecord.transform((record) => disclosedMembers(record, 0));

function disclosedMembers(record: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]: [string, unknown]) => {
      if (value === null || value === undefined || isSecret(name, value)) return [];
      return [[name, disclosed(value, depth + 1)]];
    }),
  );
}

function disclosed(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '…';
  return Array.isArray(value) ? value.map((item) => disclosed(item, depth + 1)) : disclosedMembers(value, depth);
}
