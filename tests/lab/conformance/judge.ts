import type { Checks } from './suite.ts';

/** Status → the ids of the checks that ended so, in order, one for each time. */
export type Outcome = { readonly [Status in Checks[number]['status']]?: readonly string[] | undefined };

/** @returns what is compared with the expected checks, so that none can vanish or pass unseen. */
export function outcomeOf(checks: Checks): Outcome {
  const byStatus = Map.groupBy(
    checks.toSorted((a, b) => a.id.localeCompare(b.id)),
    ({ status }) => status,
  );
  return Object.fromEntries([...byStatus].map(([status, group]) => [status, group.map(({ id }) => id)]));
}

/** Every scenario has it, even one that tested nothing: that each message on the wire fits the specification's schema. */
const WIRE = 'wire-schema-valid';

/** Whether a scenario tested something and nothing failed. */
export const isPassed = ({ SUCCESS = [], FAILURE = [] }: Outcome): boolean => FAILURE.length === 0 && SUCCESS.some((id) => id !== WIRE);

/** Tools whose call failed although the scenario asks for none that fails: the suite takes the words of an error for a text. */
export const failedCalls = (checks: Checks): string[] =>
  checks.filter(({ details }) => details?.result?.isError === true).map(({ id }) => id);
