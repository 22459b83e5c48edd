import { z } from 'zod';

/** A page of ours. Its address tells neither number nor words. */
interface PagePlace {
  readonly path: string;
  readonly id: string;
  /** Undefined: the list, or nothing that could be one of our pages. */
  readonly kind: 'thread' | 'call' | undefined;
}

/** The id of a conversation, a topic or a call, or Telnyx's own id of a call. */
const PAGE = /^\/conversations\/([tvx][\da-f]{32}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

export function placeIn(path: string): PagePlace {
  const id = PAGE.exec(path)?.[1];
  if (id === undefined) return { path: '/conversations', id: '', kind: undefined };
  return { path: `/conversations/${id}`, id, kind: id.startsWith('t') || id.startsWith('x') ? 'thread' : 'call' };
}

/** @returns where a call is shown; undefined where its id is none that Telnyx gives */
export function hrefOfCall(sessionId: string | undefined): string | undefined {
  const { path, kind } = placeIn(`/conversations/${sessionId ?? ''}`);
  return kind === 'call' ? path : undefined;
}

const Before = z
  .string()
  .regex(/^\d{13}$/)
  .optional()
  .catch(undefined);

/** `of`: a conversation whose number of ours is asked for, so that the number is in no URL. */
const ListQuery = z.object({
  of: z
    .string()
    .regex(/^t[\da-f]{32}$/)
    .optional()
    .catch(undefined),
  before: Before,
});
const ThreadQuery = z.object({ before: Before });

export const readListQuery = (query: URLSearchParams) => ListQuery.parse(Object.fromEntries(query));
export const readThreadQuery = (query: URLSearchParams) => ThreadQuery.parse(Object.fromEntries(query));

export function hrefOfList(query: { readonly of?: string | undefined; readonly before?: string | undefined }): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? '/conversations' : `/conversations?${new URLSearchParams(given).toString()}`;
}
