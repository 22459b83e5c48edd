import { z } from 'zod';

/** What Telnyx documents in part or not at all (detail records, payloads of events): open objects. */
export const OpenRecord = z.record(z.string(), z.unknown());

/** Names of members that could hold a secret. Numbers may bear such names and mean something else (`prompt_tokens`). */
const SECRET = /(^|_)(secret|password|passphrase|pin|token|api_key|auth_key|private_key|credential)s?$/i;

/** Deeper than any record that Telnyx documents. */
const DEEPEST = 4;

/** A record as it came, without empty members and without what could be a secret. */
export const DisclosedRecord = OpenRecord.transform((record) => disclosedMembers(record, 0));

function disclosedMembers(record: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]: [string, unknown]) => {
      if (value === null || value === undefined) return [];
      if (typeof value !== 'number' && SECRET.test(name)) return [];
      return [[name, disclosed(value, depth + 1)]];
    }),
  );
}

function disclosed(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '…';
  return Array.isArray(value) ? value.map((item) => disclosed(item, depth + 1)) : disclosedMembers(value, depth);
}
