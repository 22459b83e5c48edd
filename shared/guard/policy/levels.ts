import { CONFIRM_LEVELS, CONFIRMED_RISKS, type ConfirmedRisk, type ConfirmLevel } from '../../platform/index.ts';
import type { Reason } from '../facts/index.ts';
import type { Risk } from '../risk.ts';
import { inBurst } from './recipients.ts';
import type { Question } from './verdict.ts';

/** What the level of each risk alone says to the person. */
const WHY: Readonly<Record<ConfirmedRisk, string>> = {
  purchase: 'it buys, and nothing undoes that',
  outbound: 'it reaches a person',
  destructive: 'it overwrites or deletes what is there',
  credential: 'it stores a secret',
};

const confirmed = (risk: string): ConfirmedRisk | undefined => CONFIRMED_RISKS.find((each) => each === risk);

/** @returns why the page has to be asked, whatever the level of the risk */
export function raising({ settings, facts, rows, heard }: Question, now: number): readonly Reason[] {
  const { burst } = settings.recipient;
  const most = Math.max(0, ...facts.recipients.map((_recipient, index) => inBurst(rows.recipients[index], heard[index], now)));
  const went = `${most} ${most === 1 ? 'message or call' : 'messages or calls'}`;
  const what = `${went} went to one number in the last ten minutes`;
  return [
    // The risk is no reason to raise its own level.
    ...facts.reasons.filter(({ code }) => confirmed(code) === undefined),
    ...(burst !== undefined && most >= burst ? [{ code: 'many_wordings', what } as const] : []),
  ];
}

/**
 * @param risks all that a call does
 * @param reasons of {@link raising}: they raise a level to the page, but not one that is off
 * @returns how a person is asked about it
 */
export function levelOf(confirm: Question['settings']['confirm'], risks: readonly Risk[], reasons: readonly Reason[]): ConfirmLevel {
  const set = risks.flatMap((risk) => confirmed(risk) ?? []).map((risk) => confirm[risk]);
  const strictest = CONFIRM_LEVELS.findLast((level) => set.includes(level)) ?? 'client';
  return strictest !== 'off' && reasons.length > 0 ? 'page' : strictest;
}

/** @returns all that the page says, the risks first */
export function reasonsFor(risks: readonly Risk[], reasons: readonly Reason[]): readonly Reason[] {
  const named = risks.flatMap((risk) => confirmed(risk) ?? []);
  return [...named.map((risk): Reason => ({ code: risk, what: WHY[risk] })), ...reasons];
}
