import type { Risk } from '../risk.ts';

/** One call that did more than read, or a refused one, as the audit table keeps it. No number, text or name is in it. */
export interface AuditEntry {
  /** Sorts the newest first. */
  readonly id: string;
  /** Milliseconds since the epoch, by the table service. */
  readonly at: number;
  readonly subject: string;
  readonly grantId: string;
  readonly clientId: string;
  /** As the client calls itself. */
  readonly clientName: string | undefined;
  readonly tool: string;
  readonly risk: Risk;
  /** Masked recipients and bought numbers, and their fingerprints. */
  readonly targets: readonly string[];
  readonly hashes: readonly string[];
  /** Ids in the arguments and in the answer. */
  readonly ids: readonly string[];
  /** Who agreed: see AskedBy. `asked`: a person was asked and the call has not gone. */
  readonly asked: 'nobody' | 'form' | 'page' | 'permission' | 'asked';
  /** Subject of the person who decided on the page. */
  readonly decidedBy: string | undefined;
  /** `begun`, then `ok`, `unknown` or the code of an error or refusal. `begun` long ago: the call was cut off. */
  readonly outcome: string;
}
