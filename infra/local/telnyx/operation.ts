import { refuse } from './errors.ts';
import type { Query } from './list.ts';
import type { Account } from './state/account.ts';
import type { Row } from './state/row.ts';
import type { World } from './state/world.ts';

/** One request to one operation, already authenticated. Times are milliseconds since 1970 on the simulator's clock. */
export interface Call {
  /** `METHOD /path/template`, as in Telnyx's document. */
  readonly operation: string;
  readonly world: World;
  readonly account: Account;
  readonly query: Query;
  /** The parsed JSON body; an absent body is `{}`. */
  readonly body: unknown;
  readonly now: number;
  /** The simulator's own URL, such as `http://127.0.0.1:41234`, for links that it hands out. */
  readonly origin: string;
  /** A path parameter, percent-decoded after the path was split: it may contain slashes and dots. */
  readonly param: (name: string) => string;
}

/** An answer. `body` is sent as JSON, bytes as they are; without one the answer is empty (204). */
export interface Reply {
  readonly status: number;
  /** In lower case. A content type among them replaces the usual one. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type Handler = (call: Call) => Reply;

/** Handlers by `METHOD /path/{name}`, as in Telnyx's document; the paths lie below /v2. */
export type Routes = Readonly<Record<string, Handler>>;

/** `200 {"data": …}`, the envelope of almost every operation. */
export const data = (value: unknown): Reply => ({ status: 200, body: { data: value } });

/** @throws {@link TelnyxError} 404 (10005) where there is no value */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw refuse(404, '10005', '/');
  return value;
}

/** GET of one row by the path parameter `id`. */
export const getRow =
  (rows: (account: Account) => ReadonlyMap<string, Row>): Handler =>
  ({ account, param }) =>
    data(found(rows(account).get(param('id'))));
