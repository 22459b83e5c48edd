import { randomInt } from 'node:crypto';
import { z } from 'zod';

const ALL_CASES = 20_000;
/** A change is judged by the same cases as the one before it; new ones are looked for every night, and by whoever runs the tests. */
const SEED_OF_CI = 20_261_122;

const Size = z
  .object({
    /** Cases of all the files together. */
    HOSTILE_CASES: z.coerce.number().int().min(20).default(ALL_CASES),
    HOSTILE_SEED: z.coerce.number().int().optional(),
    CI: z.string().optional(),
    /** Of a failure's report: runs that one case alone and shrinks it further. */
    HOSTILE_PATH: z
      .string()
      .regex(/^\d+(:\d+)*$/)
      .optional(),
  })
  .transform(({ HOSTILE_CASES, HOSTILE_SEED, HOSTILE_PATH, CI }) => ({
    cases: HOSTILE_CASES,
    // The report of a failure names it.
    seed: HOSTILE_SEED ?? (CI ? SEED_OF_CI : randomInt(2 ** 31)),
    path: HOSTILE_PATH,
  }));

/** How many cases there are, and which: from the environment of whoever runs the tests. */
export const SIZE = Size.parse(process.env);
