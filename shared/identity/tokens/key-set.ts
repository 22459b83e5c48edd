import { z } from 'zod';

/** Largest number of keys in a set; `npm run keys` never makes more. */
const MOST_KEYS = 100;

/** A key id, as in the JWKS and in token headers. */
export const Kid = z.string().regex(/^[\w.:-]{1,128}$/);

/**
 * The schema of a key set as the vault stores it: JSON text with the active key, older keys and the next one.
 *
 * @param key the shape of one key; other members are dropped
 * @returns a schema whose output also holds the active key itself
 */
export function keySet<Key extends { readonly kid: string }>(key: z.ZodType<Key>) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(z.object({ active: Kid, keys: z.array(key).min(1).max(MOST_KEYS) }))
    .transform(({ active: kid, keys }, context) => {
      const active = keys.find((each) => each.kid === kid);
      // With a duplicate kid the wrong key could be used (RFC 7517 section 4.5).
      if (active && new Set(keys.map((each) => each.kid)).size === keys.length) return { active, keys };
      context.addIssue({ code: 'custom', message: 'no active key, or two of one kid' });
      return z.NEVER;
    });
}
