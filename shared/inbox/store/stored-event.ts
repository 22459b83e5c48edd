import { z } from 'zod';
import { isRecord, type PageRow } from '../../platform/index.ts';
import { readEvent, type InboxEvent } from '../event/index.ts';
import { timeOf } from './row-keys.ts';
import type { SealedRows } from './sealed-rows.ts';

/** An event as it was kept. Times are in milliseconds since the epoch. */
export interface StoredEvent {
  readonly id: string;
  readonly event: InboxEvent;
  /** Its place in time among the others: when it happened, or when the message or call that it is about began. */
  readonly at: number;
  /** When the table service wrote it. */
  readonly arrivedAt: number;
  /** It was too long to keep all of it. */
  readonly cut: boolean;
}

/** What is sealed in a row of an event. */
export interface Content {
  readonly body: unknown;
  readonly cut?: true;
}

const Row = z.object({ rowKey: z.string(), timestamp: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)) });

/** @returns undefined for a row that is no event, or that somebody has changed */
export async function openEvent(rows: SealedRows, table: string, row: PageRow): Promise<StoredEvent | undefined> {
  const { data } = Row.safeParse(row);
  const [sorted, id] = data?.rowKey.split('~').slice(-2) ?? [];
  if (!data || sorted === undefined || id === undefined) return undefined;
  const content = await rows.open(row, `${table}/${data.rowKey}`);
  if (!isRecord(content)) return undefined;
  return { id, event: readEvent(content['body']), at: timeOf(sorted), arrivedAt: data.timestamp, cut: content['cut'] === true };
}
