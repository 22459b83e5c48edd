import { isRecord } from '../../platform/index.ts';
import { hashOfJson, shortHash } from './canonical-hash.ts';
import { dataOf } from './envelope.ts';
import { member } from './members.ts';

/**
 * The id under which an event is kept: the same for each attempt to deliver it, whatever `meta` says.
 *
 * @returns 16 hex digits of the SHA-256 of Telnyx's id of the event; where it has none, of what it tells
 */
export function eventId(body: unknown): string {
  const data = dataOf(body);
  const id = member(data, 'id', 'webhook_id');
  // A message of version 1 without an envelope has no id of the event: the one that it has is the message's.
  if (hasEnvelope(body, data) && (typeof id === 'string' || typeof id === 'number')) return shortHash(String(id));
  return hashOfJson(data === body ? withoutMeta(body) : data);
}

const hasEnvelope = (body: unknown, data: unknown): boolean =>
  data !== body || member(body, 'event_type', 'webhook_id', 'payload') !== undefined;

const withoutMeta = (body: unknown): unknown =>
  isRecord(body) && !Array.isArray(body) ? Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'meta')) : body;
