import type { GuardSettings } from '../../platform/index.ts';
import type { GuardedCall } from '../call.ts';
import type { Facts, Reason, Refusal } from '../facts/index.ts';
import type { HeardOf } from '../heard.ts';
import type { ApprovalRow, CallRow, Counters, RecipientRow } from '../ledger/index.ts';

/** Who agreed to a call: nobody was asked here, the form in the client, our page, or an hour's permission given there. */
export type AskedBy = 'nobody' | 'form' | 'page' | 'permission';

/** All that decides about a call. */
export interface Question {
  readonly settings: GuardSettings;
  readonly call: GuardedCall;
  readonly facts: Facts;
  readonly rows: Rows;
  /** What the recipients have answered, in the order of {@link Facts.recipients}. Undefined: there is no inbox, or nobody to be heard. */
  readonly heard: readonly (HeardOf | undefined)[];
  /** Digests of what the rows name: numbers never stand in them. */
  readonly digests: Digests;
  /** The time of the table service, never earlier than that of any row. Milliseconds since the epoch. */
  readonly now: number;
  /** URL of the page with what waits for the person. */
  readonly approvalsUrl: string;
  /** The nonce of the question that a form in the client has just answered with yes. */
  readonly confirmedNonce: string | undefined;
}

export interface Digests {
  /** All arguments, person, client and tool, and the price: the id of the approval. */
  readonly exact: string;
  /**
   * Tool and all arguments, without client and price: what a request key stands for. A number that was bought is not for sale any more, and its
   * order still gets its receipt.
   */
  readonly request: string;
  /** Of {@link Facts.sender}; empty where the tool finds the sender. */
  readonly sender: string;
  /** In the order of {@link Facts.recipients}. */
  readonly recipients: readonly string[];
}

/** The rows about a call. Undefined: there is no such row. */
export interface Rows {
  readonly call: CallRow | undefined;
  /** Under the request key; undefined also where none was given. */
  readonly key: CallRow | undefined;
  readonly person: Counters;
  readonly all: Counters;
  /** In the order of {@link Facts.recipients}. */
  readonly recipients: readonly (RecipientRow | undefined)[];
  readonly approval: ApprovalRow | undefined;
}

/** What comes of a call. `go` holds the rows as they are after it. */
export type Verdict =
  | { readonly kind: 'refuse'; readonly refusal: Refusal }
  | { readonly kind: 'receipt'; readonly row: CallRow }
  | { readonly kind: 'under_way' }
  | { readonly kind: 'ask'; readonly level: 'form' | 'page'; readonly reasons: readonly Reason[] }
  | {
      readonly kind: 'go';
      readonly asked: AskedBy;
      readonly person: Counters;
      readonly all: Counters;
      readonly recipients: readonly RecipientRow[];
    };
