import { z } from 'zod';
import { field } from '../../../shared/mcp/tool/index.ts';

/** Characters of an error text: zod names every unknown member. */
const LONGEST = 300;
const MOST_NAMES = 100;

/**
 * Keeps many rare members out of the tool list: checks like `known`, but its JSON Schema is a plain object. Errors name the members.
 * @returns a schema that passes the value on unchanged
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
