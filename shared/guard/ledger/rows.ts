import { z } from 'zod';
import { KINDS } from '../call.ts';

// All times are milliseconds since the epoch.

/** One call that was claimed: what a second identical call finds. */
export const CallRow = z.object({
  state: z.enum(['sending', 'done']),
  /** Of the process that claimed it. */
  attempt: z.string(),
  at: z.number(),
  /** When the call has ended, with a receipt or not: its time limit and thirty seconds more. */
  overAt: z.number(),
  /** When it stops to count: the window of a done call, a day of one whose outcome is unknown. */
  until: z.number(),
  /** The answer, sealed; undefined for one that is too long. */
  receipt: z.string().optional(),
  /** Ids that the answer held. */
  made: z.array(z.string()),
  /** Under a request key: the digest of all arguments that came with it. */
  exact: z.string().optional(),
});
export type CallRow = z.output<typeof CallRow>;

/** What counts in one minute and on one day. */
const Count = z.object({ inMinute: z.number(), inDay: z.number() });
export type Count = z.output<typeof Count>;

/** A person allowed more of the same for an hour. */
const Permission = z.object({
  id: z.string(),
  client: z.string(),
  kind: z.enum(KINDS),
  /** The sender, as digest. */
  from: z.string(),
  /** The recipient, as digest. */
  to: z.string(),
  /** The recipient, sealed: for the page. */
  shown: z.string(),
  until: z.number(),
});
export type Permission = z.output<typeof Permission>;

/** A request that a person was asked about in the last hour. */
const Asked = z.object({
  id: z.string(),
  at: z.number(),
  /** Nobody has decided yet. After its time it is not waiting any more, whatever this says. */
  open: z.boolean(),
});
export type Asked = z.output<typeof Asked>;

/** The counters of one person, or of all. `minute` and `day` count from the epoch; counts belong to them. */
export const Counters = z.object({
  /** The newest time that was seen: time never goes back. */
  at: z.number(),
  minute: z.number(),
  day: z.number(),
  counts: z.partialRecord(z.enum(KINDS), Count),
  /** US cents of orders on this day. */
  cents: z.number(),
  permissions: z.array(Permission),
  asked: z.array(Asked),
});
export type Counters = z.output<typeof Counters>;

/** One number that was reached. */
export const RecipientRow = z.object({
  firstAt: z.number(),
  /** Of the last messages and calls, the newest last: as many as the burst limit needs. */
  recent: z.array(z.number()),
  day: z.number(),
  inDay: z.number(),
  /** When they answered STOP, of no known messaging profile: it holds for all of them. */
  optedOutAt: z.number().optional(),
  /** When they answered STOP, for each messaging profile. */
  optOuts: z.array(z.object({ profileId: z.string(), at: z.number() })).optional(),
});
export type RecipientRow = z.output<typeof RecipientRow>;

/** A call that a person is asked about. */
export const ApprovalRow = z.object({
  id: z.string(),
  state: z.enum(['waiting', 'approved', 'denied', 'used']),
  /** New with each question: an answer to an earlier one decides nothing. */
  nonce: z.string(),
  /** `<tenant id>.<object id>` of the person who asked, and who alone decides. */
  subject: z.string(),
  clientId: z.string(),
  tool: z.string(),
  askedAt: z.number(),
  /** Until when it can be decided, and an approved one used. */
  until: z.number(),
  decidedAt: z.number().optional(),
  /** What the page shows, sealed. */
  shown: z.string(),
  /** For an hour's permission: kind, digests of sender and recipient, and the recipient, sealed. Undefined: may not be repeated. */
  repeat: Permission.pick({ kind: true, from: true, to: true, shown: true }).optional(),
  /** Key of the row of the call that used it: it holds the receipt. */
  usedBy: z.string().optional(),
  /** Of the process that used it. */
  attempt: z.string().optional(),
});
export type ApprovalRow = z.output<typeof ApprovalRow>;
export type ApprovalState = ApprovalRow['state'];
