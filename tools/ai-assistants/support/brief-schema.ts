import { z } from 'zod';
import { field } from '../../../shared/mcp/tool/index.ts';

/** zod names every unknown member. */
const LONGEST = 300;
const MOST_NAMES = 100;

/**
 * In: a schema of an object. Out: one that checks the same, but shows a model nothing of the members: they are many and rare, and
 * an error text names what is wrong with them. The value itself stays as it came.
 */
export const briefSchema = (known: z.ZodObject) =>
  field.atMost(
    MOST_NAMES,
    z.looseObject({}).check(({ value, issues }) => {
      const parsed = known.safeParse(value, { reportInput: true });
      for (const issue of parsed.error?.issues ?? []) {
        const allowed = issue.code === 'unrecognized_keys' ? ` Allowed: ${Object.keys(known.shape).join(', ')}.` : '';
        issues.push({
          code: 'custom',
          input: value,
          path: issue.path,
          message: `${issue.message.slice(0, LONGEST).replace(/\.?$/, '.')}${allowed}`,
        });
      }
    }),
  );
