import type { ApprovalState } from '../ledger/index.ts';
import type { Shown } from './shown.ts';

/** A request of one person, as the pages need it. All times are milliseconds since the epoch. */
export interface Approval {
  readonly id: string;
  readonly state: ApprovalState | 'expired';
  readonly nonce: string;
  readonly askedAt: number;
  readonly until: number;
  readonly decidedAt: number | undefined;
  readonly shown: Shown;
  /** Of a used one: the answer of the tool, where it was kept. */
  readonly receipt: Readonly<Record<string, unknown>> | undefined;
}

/** An hour's permission. */
export interface OpenPermission {
  readonly id: string;
  readonly kind: 'messages' | 'calls' | 'numbers' | 'changes' | 'lookups';
  readonly clientId: string;
  readonly until: number;
  /** +E.164, where it could be unsealed. */
  readonly to: string | undefined;
}

export type Decision = 'approve' | 'approve_hour' | 'deny';

/**
 * What the pages may do with approvals. Every method takes the subject of the signed-in person and knows no other person's requests.
 *
 * All reject with StoreUnavailableError or SecretUnavailableError.
 */
export interface Approvals {
  /** @returns undefined where there is none; `other` where it is somebody else's */
  read(subject: string, id: string): Promise<Approval | 'other' | undefined>;
  /** Requests that wait, the oldest first, and open permissions. */
  list(subject: string): Promise<{ readonly waiting: readonly Approval[]; readonly permissions: readonly OpenPermission[] }>;
  /**
   * Decides once. The first decision counts.
   *
   * @param nonce as shown on the page: a page that is older than the question decides nothing
   * @returns the request as it is afterwards, whoever decided; undefined where there is none
   */
  decide(subject: string, id: string, nonce: string, decision: Decision): Promise<Approval | 'other' | undefined>;
  endPermission(subject: string, id: string): Promise<void>;
}
