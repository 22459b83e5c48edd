import type { Principal } from '../identity/index.ts';
import type { Parties } from './parties.ts';
import type { Risk } from './risk.ts';

/** What calls are counted as. Each kind has its limit (`LIMIT_MESSAGES`, …). */
export const KINDS = ['messages', 'calls', 'numbers', 'changes', 'lookups'] as const;
export type Kind = (typeof KINDS)[number];

/** What a tool states about itself for the guard. */
export interface GuardRules<Name extends string = string> {
  readonly counts: Kind;
  /** Milliseconds in which an identical call gets the receipt of the first one. 0: identical calls are all carried out. */
  readonly windowMs: number;
  /** Arguments that do not change what is sent or done: where events go, encodings. Calls that differ only in them are identical. */
  readonly aside: readonly Name[];
  /** Arguments with the words that people read or hear. */
  readonly words: readonly Name[];
  /** Arguments that lift a limit of the account: a person decides about them on the page. */
  readonly lifts: readonly Name[];
  /** Arguments that, when they are true, take events from whoever gets them now: a person decides about them on the page. */
  readonly redirects: readonly Name[];
  /** What people read or hear of this call, where its place differs from call to call. */
  readonly said?: readonly { readonly name: string; readonly text: string }[];
  /** How much this call counts, where its numbers do not tell. */
  readonly amount?: number;
  /** Hosts that this call names, where a host that nobody has allowed is refused rather than asked about. */
  readonly receivers?: readonly string[];
  /** Secrets in the arguments that no usual name tells: no page shows them. */
  readonly hides?: readonly string[];
  /** What else this call does, beside its risk: the strictest level of all these risks holds. */
  readonly also?: readonly Risk[];
  /** The arguments hold a signature or a statement of the person: they decide on the page. */
  readonly states?: boolean;
  /** Takes `request_key`, with which a program repeats a call safely and a person means it again. */
  readonly keyed: boolean;
}

/** A tool as the guard sees it. */
export interface GuardedTool {
  readonly name: string;
  readonly title: string;
  /** Of this call, whose arguments may raise that of the tool. */
  readonly risk: Risk;
  readonly parties?: Parties | undefined;
  readonly rules: GuardRules;
  /** Milliseconds for the whole call. */
  readonly timeoutMs: number;
  /** How to find out whether a call without an answer was carried out. */
  readonly howToCheck: string;
}

/** @returns all that a call does, its risk first */
export const risksOf = ({ risk, rules }: Pick<GuardedTool, 'risk' | 'rules'>): readonly Risk[] => [risk, ...(rules.also ?? [])];

/** A call whose arguments the tool has accepted. */
export interface GuardedCall {
  readonly requestId: string;
  readonly principal: Principal;
  readonly clientName: string | undefined;
  readonly tool: GuardedTool;
  /** Accepted arguments without the request key: numbers in their canonical form, defaults filled in. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly requestKey: string | undefined;
}
