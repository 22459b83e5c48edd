import { createHmac } from 'node:crypto';
import { createSealKeys, type SealKey } from '../../identity/index.ts';
import type { Secrets } from '../../platform/index.ts';
import type { Place } from '../event/index.ts';

/** Everything of a month is one partition, so that one transaction can write all rows of an event. */
export const PARTITION = 'm';

/** Above every time of this century in milliseconds: the difference is smaller for what is newer. */
const TOP = 9_999_999_999_999;

/** Sorts the newest first. */
export const newestFirst = (ms: number): string => String(TOP - ms).padStart(13, '0');

/** @returns the time of which {@link newestFirst} made this */
export const timeOf = (sorted: string): number => TOP - Number(sorted);

/** Digests of what may not lie in a table in the clear, under each seal key: the active one first. */
export interface Digests {
  /** `t…` of a conversation, `v…` of a call, `x…` of a topic: a letter and 32 hexadecimal digits. */
  ofPlace(place: Place): readonly string[];
  ofPerson(number: string): readonly string[];
  ofCall(callControlId: string): readonly string[];
}

const LETTERS = { thread: 't', call: 'v', topic: 'x' } as const;
const LENGTH = 32;

/** What a digest of a place looks like in a URL. */
export const PLACE_ID = /^[tvx][\da-f]{32}$/;

const contentOf = (place: Place): unknown[] => {
  switch (place.kind) {
    case 'thread':
      return ['thread', ...place.parties];
    case 'call':
      return ['call', place.sessionId];
    case 'topic':
      return ['topic', place.name];
  }
};

/**
 * @returns digests under all keys to find what was written before a rotation, and the active key to write with. Rejects with
 *   SecretUnavailableError.
 */
export function createDigests(secrets: Secrets): () => Promise<Digests> {
  const keys = createSealKeys(secrets, 'inbox');
  return async () => {
    const [active, all] = await Promise.all([keys.active(), keys.all()]);
    const inOrder = [active, ...all.filter(({ kid }) => kid !== active.kid)];
    const under = (letter: string, content: readonly unknown[]) => inOrder.map((key) => letter + digest(key, content));
    return {
      ofPlace: (place) => under(LETTERS[place.kind], contentOf(place)),
      ofPerson: (number) => under('', ['person', number]),
      ofCall: (callControlId) => under('', ['call_control_id', callControlId]),
    };
  };
}

const digest = ({ key }: SealKey, content: readonly unknown[]): string =>
  createHmac('sha256', key).update(JSON.stringify(content)).digest('hex').slice(0, LENGTH);

/** Row keys, and what they begin with. `id` is that of the event: no event has two rows of one kind, so a second insert finds the first. */
export const KEY = {
  /** All events. */
  feed: (at: number, id: string): string => `f~${newestFirst(at)}~${id}`,
  ofFeed: 'f~',
  /** The events of a conversation, call or topic. */
  place: (place: string, at: number, id: string): string => `s~${place}~${newestFirst(at)}~${id}`,
  ofPlace: (place: string): string => `s~${place}~`,
  /** STOP and START of a person. */
  keyword: (person: string, at: number, id: string): string => `p~${person}~0~${newestFirst(at)}~${id}`,
  /** Everything that a person wrote. */
  answer: (person: string, at: number, id: string): string => `p~${person}~1~${newestFirst(at)}~${id}`,
  ofAnswers: (person: string): string => `p~${person}~1~`,
  ofKeywords: (person: string): string => `p~${person}~0~`,
  /** STOP and START of everybody. */
  keywords: (at: number, id: string): string => `k~${newestFirst(at)}~${id}`,
  ofAllKeywords: 'k~',
  /** Which session a call_control_id belongs to. */
  call: (call: string): string => `c~${call}`,
  /** Each event once, whatever time it says. */
  once: (id: string): string => `i~${id}`,
};
