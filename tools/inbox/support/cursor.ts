import { z } from 'zod';

/** Where an earlier answer ended. Only the inbox knows what it says. */
export const Cursor = z
  .string()
  .max(512)
  .regex(/^[\w~.:=+-]+$/, 'Expected what an earlier answer gave.');

/** Where a page of a conversation ended, once its older part may be of detail records. */
export interface ThreadCursor {
  /** Of the oldest line, in milliseconds since the epoch. */
  readonly at: number;
  /** Of the oldest line: its record may be dated a little before it. */
  readonly messageId: string | undefined;
  /** Undefined: the inbox holds nothing older. */
  readonly inbox: string | undefined;
}

const WRITTEN = /^(\d{1,16})\.([\w-]*)\.(.*)$/;

export const writeCursor = ({ at, messageId = '', inbox = '' }: ThreadCursor): string =>
  `${Math.max(0, Math.floor(at))}.${messageId.replaceAll(/[^\w-]/g, '')}.${inbox}`;

/** @returns undefined where no page of a conversation ended there */
export function readCursor(text: string): ThreadCursor | undefined {
  const [, at, messageId, inbox] = WRITTEN.exec(text) ?? [];
  if (at === undefined || Number(at) > 8.64e15) return undefined;
  return { at: Number(at), messageId: messageId === '' ? undefined : messageId, inbox: inbox === '' ? undefined : inbox };
}
