import type { Account, GuardedCall, NumberPrice } from '../../../../shared/guard/index.ts';
import { factsOf, type Facts } from '../../../../shared/guard/facts/index.ts';
import { GUARD_DEFAULTS, type GuardSettings } from '../../../../shared/platform/index.ts';
import { principal, toolOf } from '../audit/captured-trail.ts';

/** A Wednesday, 18:00 UTC: 14:00 in New York, 11:00 in Los Angeles, 19:00 in London. */
export const AFTERNOON = Date.parse('2026-07-15T18:00:00Z');

/** The call as it comes to the guard: with the arguments that the tool has accepted. */
export async function callOf(name: string, given: Readonly<Record<string, unknown>>): Promise<GuardedCall> {
  const tool = toolOf(name);
  const { args, requestKey, carried } = await tool.parse(given);
  const { risk } = await tool.reachOf(given);
  const { timeoutMs, howToCheck = '' } = tool;
  const { title, parties, rules } = carried ?? { ...tool, rules: tool.guard };
  return {
    requestId: 'r1',
    principal,
    clientName: 'Claude',
    tool: { name, title, risk, parties, rules, timeoutMs, howToCheck },
    args: carried?.args ?? args,
    requestKey,
  };
}

interface Owned {
  readonly numbers?: readonly string[];
  readonly others?: readonly string[];
  /** Messaging profiles by number. */
  readonly profiles?: Readonly<Record<string, string>>;
  readonly hosts?: readonly string[];
  readonly prices?: Readonly<Record<string, NumberPrice>>;
}

/** An account, and what it was asked. */
export function accountWith({ numbers = ['+13125550100'], others = [], profiles = {}, hosts = [], prices = {} }: Owned = {}) {
  const asked: string[] = [];
  const answer = <Value>(what: string, value: Value) => {
    asked.push(what);
    return Promise.resolve(value);
  };
  const account: Account = {
    numbers: () => answer('numbers', numbers),
    owns: (sender) => answer('owns', [...numbers, ...others].includes(sender)),
    profileOf: (own) => answer('profileOf', profiles[own]),
    webhookHosts: () => answer('webhookHosts', new Set(hosts)),
    prices: (wanted) => answer('prices', new Map(Object.entries(prices).filter(([number]) => wanted.includes(number)))),
    optOuts: () => answer('optOuts', []),
  };
  return { account, asked };
}

interface Situation {
  readonly settings?: Partial<GuardSettings>;
  readonly owned?: Owned;
  readonly now?: number;
}

/** What is known of a call of a tool. */
export async function factsFor(
  name: string,
  given: Readonly<Record<string, unknown>>,
  { settings, owned, now = AFTERNOON }: Situation = {},
): Promise<Facts> {
  const { account } = accountWith(owned);
  return factsOf(await callOf(name, given), {
    settings: { ...GUARD_DEFAULTS, ...settings },
    account,
    now,
    ownHost: 'mcp.example.org:7071',
  });
}

export const codesOf = ({ reasons }: Facts): readonly string[] => reasons.map(({ code }) => code);
