import type { expect } from '@jest/globals';
import type Telnyx from 'telnyx';
import type { ClientOptions } from 'telnyx';

/** Telnyx's own SDK with a simulator in another process. */
export interface Sdk {
  readonly client: Telnyx;
  readonly newClient: (options: ClientOptions) => Telnyx;
  /** The SDK's class, for its errors. */
  readonly Telnyx: typeof Telnyx;
  readonly expect: typeof expect;
  /** Expects these values in an answer; a RegExp stands for every text that it matches. Takes only names that the SDK's types know. */
  readonly holds: <T extends object>(actual: T | undefined, wanted: Wanted<NoInfer<T>>) => void;
  /** POSTs `body` to a control of the simulator, a path below /_sim. @returns its answer */
  readonly control: (path: string, body: object) => Promise<unknown>;
  /** Moves the simulator's clock on. */
  readonly advance: (ms: number) => Promise<unknown>;
  /** `METHOD /path?query` below /v2 of every request so far that was carried out. */
  readonly accepted: () => Promise<string[]>;
  /** A signed request to the Cloud Storage of a region; `path` is `bucket/key`. */
  readonly s3: (region: string, path: string, init: RequestInit) => Promise<Response>;
  readonly stop: () => Promise<void>;
}

/** Per operation (`METHOD /path/template`): the SDK calls it and accepts the answer. */
export type Proofs = Readonly<Record<string, (sdk: Sdk) => Promise<unknown>>>;

type Wanted<T> = T extends readonly (infer Item)[]
  ? readonly (Wanted<Item> | RegExp)[]
  : T extends object
    ? { readonly [Name in keyof T]?: Wanted<T[Name]> | RegExp }
    : T;

/** A value that must be there, such as an id that the next request needs. */
export function given<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('The SDK gave no value.');
  return value;
}

export const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$/;
export const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
