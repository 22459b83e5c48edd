import { createHash, randomBytes } from 'node:crypto';

/** The year 2286. A time as 13 digits, so that keys sort like times. */
const END_OF_TIME = 9_999_999_999_999;

/** All keys of this table partition that belong to the audit start with it. */
export const AUDIT_PREFIX = 'e!';

/**
 * The first part of a row key, without the id: the newest sorts first.
 *
 * @param at milliseconds since the epoch
 */
export const auditKeyAt = (at: number): string => `${AUDIT_PREFIX}${String(END_OF_TIME - Math.floor(at)).padStart(13, '0')}`;

/** What an entry is about: a call that went ahead, a question to a person, or calls that were refused. */
const STAGES = { c: 'call', q: 'question', r: 'refusal' } as const;
export type Stage = (typeof STAGES)[keyof typeof STAGES];

const idOf = (at: number, stage: keyof typeof STAGES, unique: string): string => `${auditKeyAt(at)}-${stage}${unique}`;

const ID = /^e!\d{13}-([cqr])[\w-]{1,40}$/;

/** @throws RangeError for what is no id of an entry */
export function stageOf(id: string): Stage {
  const letter = ID.exec(id)?.[1];
  if (letter !== 'c' && letter !== 'q' && letter !== 'r') throw new RangeError('No id of an audit entry.');
  return STAGES[letter];
}

export const isEntryId = (id: string): boolean => ID.test(id);

/** The id of the entry of a call that goes ahead. */
export const callId = (at: number): string => idOf(at, 'c', randomBytes(8).toString('base64url'));

/**
 * The id of the entry of a question, which the page finds again to write the decision.
 *
 * @param askedAt of the approval
 * @param nonce of the approval: each question has its entry
 */
export const questionId = (askedAt: number, nonce: string): string => idOf(askedAt, 'q', digestOf(nonce));

const MINUTE = 60_000;

/** The id of the entry of a refusal: refusals of one person, tool and code within one minute have one entry, so that a loop fills no table. */
export const refusalId = (at: number, subject: string, tool: string, code: string): string =>
  idOf(Math.floor(at / MINUTE) * MINUTE, 'r', digestOf(subject, tool, code));

const digestOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 11);
