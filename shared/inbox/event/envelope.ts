import { isRecord } from '../../platform/index.ts';
import { firstTime, member, wordOf } from './members.ts';

/** What every version and form has, wherever it lies. */
export interface Envelope {
  /** As it was written; undefined where nothing was. */
  readonly name: string | undefined;
  readonly at: number | undefined;
  /** What the event is about. In a body without a payload the members beside the name. */
  readonly payload: unknown;
}

/**
 * @param body Version 2 has everything in `data`; the event log and version 1 have it at the top; some samples have no payload of their own.
 */
export function envelopeOf(body: unknown): Envelope {
  const data = dataOf(body);
  const inner = member(data, 'payload');
  const payload = isRecord(inner) ? inner : data;
  return { name: wordOf(member(data, 'event_type')), at: timeIn(data) ?? timeIn(payload), payload };
}

/** @returns the part of a body that tells the event; without `meta`, which tells of the attempt */
export function dataOf(body: unknown): unknown {
  const data = member(body, 'data');
  return isRecord(data) ? data : body;
}

/** When it happened: first what says so, then the times of what it is about, the latest step first. */
const timeIn = (value: unknown): number | undefined =>
  firstTime(
    value,
    'occurred_at',
    'time_clicked',
    'timestamp',
    'completed_at',
    'end_time',
    'sent_at',
    'received_at',
    'updated_at',
    'created_at',
    'start_time',
  );
