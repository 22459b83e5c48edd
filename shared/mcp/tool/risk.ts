import type { Risk } from '../../guard/index.ts';
import { SCOPES, type Scope } from '../../identity/index.ts';
import type { RetryRule } from '../../telnyx/index.ts';
import type { CarriedOut } from './carried-out.ts';
import { isRecord } from '../../platform/index.ts';

/** @see MCP specification, server/tools, `ToolAnnotations`. Always all four: what is left out counts as its default, which is the worst. */
export interface Annotations {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

interface RiskRules {
  readonly scope: Scope;
  readonly retry: RetryRule;
  /** A second identical call has no further effect. */
  readonly idempotent: boolean;
  /** Clients that ask a person before a call ask before this one: a text that was sent cannot be undone either. */
  readonly destructive: boolean;
  /** Changes something outside the account. */
  readonly reachesOut: boolean;
}

/** Everything that follows from a tool's risk. Only reads are retried when the first try may have been carried out. */
export const RISKS: Readonly<Record<Risk, RiskRules>> = {
  read: { scope: 'telnyx.read', retry: 'transient', idempotent: true, destructive: false, reachesOut: false },
  write: { scope: 'telnyx.write', retry: 'refused', idempotent: false, destructive: false, reachesOut: false },
  outbound: { scope: 'telnyx.send', retry: 'refused', idempotent: false, destructive: true, reachesOut: true },
  purchase: { scope: 'telnyx.purchase', retry: 'refused', idempotent: false, destructive: true, reachesOut: true },
  destructive: { scope: 'telnyx.write', retry: 'refused', idempotent: true, destructive: true, reachesOut: false },
  credential: { scope: 'telnyx.write', retry: 'refused', idempotent: false, destructive: true, reachesOut: false },
};

interface Hinted {
  readonly risk: Risk;
  /** The risk of calls whose arguments raise it; undefined where none can. */
  readonly raisedTo?: Risk | undefined;
  readonly idempotent?: true | undefined;
  /** Strangers may have written parts of an answer. */
  readonly readsStrangers: boolean;
}

/** What clients are told of a tool before they call it: true of every call that it takes. */
export function annotationsOf({ risk, raisedTo, idempotent, readsStrangers }: Hinted): Annotations {
  const risks = raisedTo === undefined ? [risk] : [risk, raisedTo];
  const readOnly = risks.every((each) => each === 'read');
  return {
    readOnlyHint: readOnly,
    destructiveHint: risks.some((each) => RISKS[each].destructive),
    // Settings that reach people are still the same settings the second time. A read that does more, such as one that makes a link, does it again.
    idempotentHint: idempotent ?? (RISKS[risk].idempotent && (risk !== 'read' || readOnly)),
    openWorldHint: readsStrangers || risks.some((each) => RISKS[each].reachesOut),
  };
}

/** What one call can reach and cost. */
export interface Reach {
  readonly risk: Risk;
  /** Every scope that this call needs. */
  readonly scopes: readonly Scope[];
  /** The call itself costs money, even if it changes nothing. */
  readonly paid: boolean;
  readonly carried?: CarriedOut;
}

/** Whether the value of an argument raises the risk. Takes any JSON, and says yes to what it cannot read. */
export type Reaches = (value: unknown) => boolean;

/** The arguments that raise the risk of a call, and to what. */
export interface Raise<Name extends string = string> {
  readonly risk: Risk;
  readonly by: Readonly<Partial<Record<Name, Reaches>>>;
}

/** Every value raises the risk. */
export const always: Reaches = () => true;

/** Raises the risk unless the value is one of these. */
export const unless =
  (...harmless: readonly unknown[]): Reaches =>
  (value) =>
    !harmless.includes(value);

/** Raises the risk unless the value is an object of which every member is harmless: by its name, or by name and value. */
export const unlessMembers =
  (harmless: Readonly<Record<string, Reaches>>): Reaches =>
  (value) =>
    !isRecord(value) ||
    Object.entries(value).some(([name, member]) => !Object.hasOwn(harmless, name) || harmless[name]?.(member) !== false);

/** No value raises the risk. */
export const never: Reaches = () => false;

/** Raises the risk unless the value is a list of which no item does. */
export const someItem =
  (reaches: Reaches): Reaches =>
  (value) =>
    !Array.isArray(value) || value.some(reaches);

interface Stated {
  readonly risk: Risk;
  readonly paid?: true | undefined;
  readonly raises?: Raise | undefined;
}

/**
 * @param args the unchecked arguments of a call
 * @returns for arguments that cannot be read, the most that the tool can reach
 */
export function reachOf({ risk, paid, raises }: Stated, args: unknown): Reach {
  const raised = raises !== undefined && isRaised(raises, args);
  return { risk: raised ? raises.risk : risk, scopes: scopesOf(raised ? [risk, raises.risk] : [risk]), paid: paid === true };
}

/** @param risk of the tool: a call never needs less than its tool, nor less than anything that it does */
export const reachOfCarried = (risk: Risk, carried: CarriedOut): Reach => ({
  risk: carried.risk,
  scopes: scopesOf([risk, carried.risk, ...(carried.rules.also ?? [])]),
  paid: carried.paid,
  carried,
});

/** Every scope that some call of a tool needs. */
export const scopesOf = (risks: readonly Risk[]): readonly Scope[] =>
  SCOPES.filter((scope) => risks.some((risk) => RISKS[risk].scope === scope));

function isRaised({ by }: Raise, args: unknown): boolean {
  if (args === undefined || args === null) return false;
  if (!isRecord(args)) return true;
  return Object.entries(by).some(([name, reaches]) => {
    // Null stands for nothing, as in the call itself.
    if (!Object.hasOwn(args, name) || args[name] === undefined || args[name] === null) return false;
    try {
      return reaches?.(args[name]) !== false;
    } catch {
      return true;
    }
  });
}
