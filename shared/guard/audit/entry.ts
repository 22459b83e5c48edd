import { clientLabel } from '../../identity/index.ts';
import type { GuardedCall, Kind } from '../call.ts';
import type { AskedBy } from '../policy/index.ts';
import type { Risk } from '../risk.ts';
import { idsIn } from './fields.ts';
import { type Stage, stageOf } from './keys.ts';
import { fingerprint } from './masking.ts';
import { readable, TARGET_ROLES, targetsOf } from './targets.ts';
import { type HashKey, MOST_ADDRESSES } from './trail.ts';

/** One call that did more than read, a refused one, or a question to a person, as the audit table keeps it. No number, text or person's name is in it. */
export interface AuditEntry {
  /** Its row key. Sorts the newest first. */
  readonly id: string;
  readonly stage: Stage;
  /** Milliseconds since the epoch, by the table service. */
  readonly at: number;
  /** When the call has ended, with an outcome or without: its time limit and thirty seconds more. Of a question: until when it can be decided. */
  readonly overAt: number;
  /** Of the request, as the log names it. */
  readonly requestId: string;
  /** `<tenant id>.<object id>` */
  readonly subject: string;
  readonly grantId: string;
  /** The client id; its hash if it is long. */
  readonly client: string;
  /** As the client calls itself. */
  readonly clientName: string | undefined;
  readonly tool: string;
  readonly risk: Risk;
  readonly kind: Kind;
  /** How much it counts: numbers of an order, recipients of a call, else 1. */
  readonly amount: number;
  /** Of an order, in US cents: upfront price and first month. */
  readonly cents: number | undefined;
  /** Recipients, bought numbers, other addresses and files, masked. */
  readonly targets: readonly string[];
  /** Targets that {@link targets} leaves out. */
  readonly more: number;
  /** Fingerprints of the targets and of the sender. */
  readonly hashes: readonly string[];
  /** The key of {@link hashes}. */
  readonly hashKey: string;
  /** Ids in the arguments and in the answer, as `name=value`. */
  readonly ids: readonly string[];
  /** Who agreed. Of a question and a refusal: nobody. */
  readonly asked: AskedBy;
  /** Subject of the person who decided on the page. */
  readonly decidedBy: string | undefined;
  /**
   * Of a call: `begun`, then `ok`, `unknown` or the code of an error; `begun` after {@link overAt}: it was cut off.
   * Of a question: `waiting`, then `approved` or `denied`. Of a refusal: its code.
   */
  readonly outcome: string;
}

interface Recorded extends Pick<AuditEntry, 'at' | 'outcome'> {
  readonly call: GuardedCall;
  readonly key: HashKey;
  /** By {@link callId}, {@link questionId} or {@link refusalId}. */
  readonly id: string;
  /** Default: nobody. */
  readonly asked?: AskedBy;
  readonly decidedBy?: string | undefined;
  /** Default: the end of the call. */
  readonly overAt?: number;
  /** Default: 1. */
  readonly amount?: number;
  readonly cents?: number | undefined;
}

/** What a call may take after its time limit: reading and writing rows. In milliseconds. */
const GRACE_MS = 30_000;

/** Makes the entry of a call, a question or a refusal: targets are masked and hashed, and nothing else of the arguments is kept but ids. */
export function entryOf({ call, key, id, at, overAt, asked = 'nobody', decidedBy, outcome, amount = 1, cents }: Recorded): AuditEntry {
  const { tool, args, principal } = call;
  const targets = targetsOf(tool, args);
  const shown = TARGET_ROLES.filter((role) => role !== 'from').flatMap((role) => targets[role].map((target) => ({ role, target })));
  const hashed = [...targets.from, ...shown.slice(0, MOST_ADDRESSES).map(({ target }) => target)];
  return {
    id,
    stage: stageOf(id),
    at,
    overAt: overAt ?? at + tool.timeoutMs + GRACE_MS,
    requestId: call.requestId,
    subject: principal.subject,
    grantId: principal.grantId,
    client: clientLabel(principal.clientId),
    clientName: call.clientName,
    tool: tool.name,
    risk: tool.risk,
    kind: tool.rules.counts,
    amount,
    cents,
    targets: shown.slice(0, MOST_ADDRESSES).map(({ role, target }) => readable(role, target)),
    more: Math.max(0, shown.length - MOST_ADDRESSES),
    hashes: hashed.map((target) => fingerprint(key.key, target)),
    hashKey: key.kid,
    ids: auditedIds(args),
    asked,
    decidedBy,
    outcome,
  };
}

/** An id of Telnyx has a digit; a number has 7 to 15 digits and nothing else. What has none could be a name. */
const TELNYX_ID = /^(?!\w+=\d{7,15}$)\w+=.*\d/;
/** What is no secret and no name of a person: buckets, and operations of Telnyx. */
const KNOWN = /^(?:bucket(?:_name)?|operation_id)=/;
/** Keeps a row far below the longest property. */
const MOST_IDS = 50;

/** @returns the ids in arguments or an answer, as `name=value`, without what could be a number or a name */
export const auditedIds = (record: unknown): readonly string[] =>
  idsIn(record)
    .filter((id) => KNOWN.test(id) || TELNYX_ID.test(id))
    .slice(0, MOST_IDS);
