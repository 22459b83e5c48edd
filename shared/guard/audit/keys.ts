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

/** The id of the entry of a call that goes ahead. */
export const callId = (at: number): string => `${auditKeyAt(at)}-${randomBytes(8).toString('base64url')}`;

/**
 * The id of the entry of a question, which the page finds again to write the decision.
 *
 * @param askedAt of the approval
 * @param nonce of the approval: each question has its entry
 */
export const questionId = (askedAt: number, nonce: string): string => `${auditKeyAt(askedAt)}-${digestOf('question', nonce)}`;

const MINUTE = 60_000;

/** The id of the entry of a refusal: refusals of one person, tool and code within one minute have one entry, so that a loop fills no table. */
export const refusalId = (at: number, subject: string, tool: string, code: string): string =>
  `${auditKeyAt(Math.floor(at / MINUTE) * MINUTE)}-${digestOf('refusal', subject, tool, code)}`;

const digestOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 11);
