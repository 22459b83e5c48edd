import type { Kind } from '../call.ts';

/** One call that was claimed: what a second identical call finds. All times are milliseconds since the epoch. */
export interface CallRow {
  readonly state: 'sending' | 'done';
  /** Of the process that claimed it. */
  readonly attempt: string;
  readonly at: number;
  /** When the call has ended, with a receipt or not: its time limit and thirty seconds more. */
  readonly overAt: number;
  /** When it stops to count: the window of a done call, a day of one whose outcome is unknown. */
  readonly until: number;
  /** The answer, sealed; undefined for one that is too long. */
  readonly receipt: string | undefined;
  /** Ids that the answer held. */
  readonly made: readonly string[];
  /** Under a request key: the digest of all arguments that came with it. */
  readonly exact: string | undefined;
}

export interface Count {
  readonly inMinute: number;
  readonly inDay: number;
}

/** A person allowed more of the same for an hour. */
export interface Permission {
  readonly id: string;
  readonly client: string;
  readonly kind: Kind;
  /** The sender, as digest. */
  readonly from: string;
  /** The recipient, as digest. */
  readonly to: string;
  readonly until: number;
}

/** A request that a person was asked about in the last hour. */
export interface Asked {
  readonly id: string;
  readonly at: number;
  /** Nobody has decided yet. After its time it is not waiting any more, whatever this says. */
  readonly open: boolean;
}

/** The counters of one person, or of all. `minute` and `day` count from the epoch; counts belong to them. */
export interface Counters {
  /** The newest time that was seen: time never goes back. */
  readonly at: number;
  readonly minute: number;
  readonly day: number;
  readonly counts: Readonly<Partial<Record<Kind, Count>>>;
  /** US cents of orders on this day. */
  readonly cents: number;
  readonly permissions: readonly Permission[];
  readonly asked: readonly Asked[];
}

/** One number that was reached. */
export interface RecipientRow {
  readonly firstAt: number;
  /** Of the last messages and calls, the newest last: as many as the burst limit needs. */
  readonly recent: readonly number[];
  readonly day: number;
  readonly inDay: number;
  readonly optedOutAt: number | undefined;
}

export type ApprovalState = 'waiting' | 'approved' | 'denied' | 'used';

/** A call that a person is asked about. */
export interface ApprovalRow {
  readonly id: string;
  readonly state: ApprovalState;
  /** New with each question: an answer to an earlier one decides nothing. */
  readonly nonce: string;
  /** `<tenant id>.<object id>` of the person who asked, and who alone decides. */
  readonly subject: string;
  readonly clientId: string;
  readonly tool: string;
  readonly askedAt: number;
  /** Until when it can be decided, and an approved one used. */
  readonly until: number;
  readonly decidedAt: number | undefined;
  /** What the page shows, sealed. */
  readonly shown: string;
}

/** A row as read. A write names its etag; undefined: there is no row yet. */
export interface Read<Row> {
  readonly row: Row | undefined;
  readonly etag: string | undefined;
}
