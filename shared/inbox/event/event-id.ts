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
  // What comes without an envelope has no id of the event: the one that it has is that of the message or request, which changes and is told again.
  if (hasEnvelope(data) && (typeof id === 'string' || typeof id === 'number')) return shortHash(String(id));
  return hashOfJson(data === body ? withoutMeta(body) : data);
}

const hasEnvelope = (data: unknown): boolean => member(data, 'event_type', 'webhook_id', 'payload') !== undefined;

const withoutMeta = (body: unknown): unknown =>
  isRecord(body) && !Array.isArray(body) ? Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'meta')) : body;
