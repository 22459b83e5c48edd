import { z } from 'zod';
import { SEED } from '../../support/fast-check.ts';

const ALL_CASES = 20_000;

const Size = z
  .object({
    /** Cases of all the files together. */
    HOSTILE_CASES: z.coerce.number().int().min(20).default(ALL_CASES),
    /** Of a failure's report: runs that one case alone and shrinks it further. */
    HOSTILE_PATH: z
      .string()
      .regex(/^\d+(:\d+)*$/)
      .optional(),
  })
  .transform(({ HOSTILE_CASES, HOSTILE_PATH }) => ({
    cases: HOSTILE_CASES,
    seed: SEED,
    path: HOSTILE_PATH,
  }));

/** How many cases there are, and which: from the environment of whoever runs the tests. */
export const SIZE = Size.parse(process.env);
