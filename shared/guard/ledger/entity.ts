import { z } from 'zod';
import type { RowKeys } from '../../platform/index.ts';

/** All limits hold for one Telnyx account: its rows are one partition, so that one transaction can write them. */
export const PARTITION = 'account';

/** Characters in one property: Azure Tables takes 32,768. */
const LONGEST = 32_000;
/** 960,000 characters: an entity has at most 1 MiB. */
const MOST_PARTS = 15;

/** Rows are JSON in as many properties as it needs: everything that asks for a row asks for all of it. */
const Entity = z.object({ parts: z.int().min(1).max(MOST_PARTS) }).catchall(z.unknown());

/**
 * @param purgeAfter when the row may be deleted, in milliseconds since the epoch; Infinity: never
 */
export function toEntity(rowKey: string, row: unknown, purgeAfter: number): RowKeys & Record<string, unknown> {
  const json = JSON.stringify(row);
  const parts = Math.ceil(json.length / LONGEST);
  const texts = Array.from({ length: parts }, (_part, at) => [`json${at}`, json.slice(at * LONGEST, (at + 1) * LONGEST)] as const);
  return {
    partitionKey: PARTITION,
    rowKey,
    parts,
    ...Object.fromEntries(texts),
    ...(Number.isFinite(purgeAfter) && { purgeAfter: BigInt(Math.ceil(purgeAfter / 1000)) }),
  };
}

/** @returns the row; undefined for one that is corrupt or of another version */
export function fromEntity<Row>(entity: unknown, schema: z.ZodType<Row>): Row | undefined {
  const { data } = Entity.safeParse(entity);
  if (!data) return undefined;
  const texts = Array.from({ length: data.parts }, (_part, at) => data[`json${at}`]);
  try {
    return schema.safeParse(JSON.parse(texts.join(''))).data;
  } catch {
    return undefined;
  }
}
