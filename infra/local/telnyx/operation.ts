import type { z } from 'zod';
import { refuse, validationError } from './errors.ts';
import type { Query } from './query.ts';
import type { Account } from './state/account.ts';
import type { World } from './state/world.ts';

/** One request to one operation, already authenticated. Times are milliseconds since 1970 on the simulator's clock. */
export interface Call {
  readonly world: World;
  readonly account: Account;
  readonly query: Query;
  /** The parsed JSON body; an absent body is `{}`. */
  readonly body: unknown;
  readonly now: number;
  /** Where the simulator was asked, such as `http://127.0.0.1:41234`: the beginning of URLs that it hands out. */
  readonly origin: string;
  /** A path parameter, percent-decoded after the path was split: it may contain slashes and dots. */
  readonly param: (name: string) => string;
}

/** An answer. `body` is sent as JSON, bytes as they are; without one the answer is empty (204). */
export interface Reply {
  readonly status: number;
  /** In small letters. A content type among them replaces the usual one. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** One operation: `path` lies below /v2 and is the template of Telnyx's document, with `{name}` for a parameter. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly handle: (call: Call) => Reply;
}

/** `200 {"data": …}`, the envelope of almost every operation. */
export const data = (value: unknown): Reply => ({ status: 200, body: { data: value } });

/** The body as the schema sees it; unknown fields are ignored, as Telnyx does. Throws a 422 with one pointer per issue. */
export function parseBody<T extends z.ZodType>(call: Call, schema: T): z.output<T> {
  if (typeof call.body !== 'object' || call.body === null || Array.isArray(call.body)) throw refuse(422, '10015', '/');
  const parsed = schema.safeParse(call.body);
  if (!parsed.success) throw validationError(call.body, parsed.error.issues);
  return parsed.data;
}

/** The value, or a 404 with code 10005 where there is none. */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw refuse(404, '10005', '/');
  return value;
}
