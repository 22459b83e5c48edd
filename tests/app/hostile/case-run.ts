import fc from '../../support/fast-check.ts';
import { SIZE } from './case-count.ts';

export interface CaseRun<Case> {
  readonly cases: fc.Arbitrary<Case>;
  /** Its part of all cases. */
  readonly share: number;
  /** So many cases are under way at once. */
  readonly lanes: number;
  /** Of the cases with the same key only one is under way. */
  readonly key?: (one: Case) => string;
  /** Rejects where the answer to a case is not what was promised. */
  readonly check: (one: Case) => Promise<void>;
  /** Sweeps up what other cases left, before one that has the app for itself. */
  readonly sweep?: () => Promise<unknown>;
}

const SHRINKING_MS = 60_000;

/**
 * Runs a part of the cases.
 *
 * @param part of the share, from 0 to 1
 * @param turn tells the cases of this part from another's
 * @throws Error with the smallest case found that fails, its seed and its path
 */
export async function runCases<Case>(run: CaseRun<Case>, part: number, turn: number): Promise<void> {
  if (SIZE.path !== undefined) {
    await shrink(run, SIZE.seed, SIZE.path);
    return;
  }
  const seed = SIZE.seed + turn;
  const numRuns = Math.ceil(SIZE.cases * run.share * part);
  const failed = await inLanes(run, fc.sample(run.cases, { seed, numRuns }));
  if (!failed) return;
  await shrink(run, seed, String(failed.index));
  throw new Error(
    `Fails only beside other cases: HOSTILE_SEED=${seed - turn}, case ${failed.index} of ${numRuns}: ${fc.stringify(failed.one)}`,
    { cause: failed.error },
  );
}

interface Failure<Case> {
  readonly index: number;
  readonly one: Case;
  readonly error: unknown;
}

async function inLanes<Case>({ lanes, key, check }: CaseRun<Case>, cases: readonly Case[]): Promise<Failure<Case> | undefined> {
  const waiting = new Map(cases.entries());
  const busy = new Set<string>();
  let failure: Failure<Case> | undefined;
  const next = () => {
    for (const [index, one] of waiting) {
      const its = key?.(one) ?? String(index);
      if (!busy.has(its)) return { index, one, its };
    }
    return undefined;
  };
  const lane = async () => {
    for (let turn = next(); turn && !failure; turn = next()) {
      const { index, one, its } = turn;
      waiting.delete(index);
      busy.add(its);
      await check(one).catch((error: unknown) => (failure ??= { index, one, error }));
      busy.delete(its);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  // A lane that found every key busy has ended: what is left comes one by one.
  await lane();
  return failure;
}

/** One after the other, so that each step of the shrinking has the app for itself. */
async function shrink<Case>({ cases, check, sweep }: CaseRun<Case>, seed: number, path: string): Promise<void> {
  const alone = async (one: Case) => {
    await sweep?.();
    await check(one);
  };
  const found = await fc.check(fc.asyncProperty(cases, alone), { seed, path, numRuns: 1, interruptAfterTimeLimit: SHRINKING_MS });
  if (found.failed) {
    const again = `Again: HOSTILE_SEED=${seed} HOSTILE_PATH=${found.counterexamplePath ?? path} npx jest <this file>`;
    throw new Error(`${again}\n${String(found.errorInstance)}\n${fc.defaultReportMessage(found)}`, { cause: found.errorInstance });
  }
}
