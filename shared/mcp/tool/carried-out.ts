import type { GuardRules, Parties, Risk } from '../../guard/index.ts';
import type { Operation } from '../../telnyx/index.ts';

/**
 * What a call carries out, where its tool carries out any operation of a class: the guard, the audit and the page that asks a person look at the
 * operation, not at the tool.
 */
export interface CarriedOut {
  readonly operation: Operation;
  readonly title: string;
  readonly risk: Risk;
  /** The call itself costs money, even if it changes nothing. */
  readonly paid: boolean;
  readonly parties: Parties;
  readonly rules: GuardRules;
  /** The accepted arguments of the operation. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The same and `operation_id`: what the guard and the page see. */
  readonly args: Readonly<Record<string, unknown>>;
}
