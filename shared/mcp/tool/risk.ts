import type { Risk } from '../../guard/index.ts';
import { SCOPES, type Scope } from '../../identity/index.ts';
import type { RetryRule } from '../../telnyx/index.ts';
import { isRecord } from '../../platform/index.ts';

/** @see MCP specification, server/tools, `ToolAnnotations` */
export interface Annotations {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

interface RiskRules {
  readonly scope: Scope;
  readonly retry: RetryRule;
  readonly annotations: Annotations;
}

const annotations = (readOnlyHint: boolean, destructiveHint: boolean, idempotentHint: boolean): Annotations => ({
  readOnlyHint,
  destructiveHint,
  idempotentHint,
  // Strangers write parts of what every tool reads.
  openWorldHint: true,
});

/** Everything that follows from a tool's risk. Only reads are retried when the first try may have been carried out. */
export const RISKS: Readonly<Record<Risk, RiskRules>> = {
  read: {
    scope: 'telnyx.read',
    retry: 'transient',
    annotations: annotations(true, false, true),
  },
  write: {
    scope: 'telnyx.write',
    retry: 'refused',
    annotations: annotations(false, false, false),
  },
  outbound: {
    scope: 'telnyx.send',
    retry: 'refused',
    annotations: annotations(false, false, false),
  },
  purchase: {
    scope: 'telnyx.purchase',
    retry: 'refused',
    annotations: annotations(false, false, false),
  },
  destructive: {
    scope: 'telnyx.write',
    retry: 'refused',
    annotations: annotations(false, true, true),
  },
  credential: {
    scope: 'telnyx.write',
    retry: 'refused',
    annotations: annotations(false, false, false),
  },
};

/** What one call can reach and cost. */
export interface Reach {
  readonly risk: Risk;
  /** Every scope that this call needs. */
  readonly scopes: readonly Scope[];
  /** The call itself costs money, even if it changes nothing. */
  readonly paid: boolean;
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
