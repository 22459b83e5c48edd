import { z } from 'zod';

/** As many keys as one set may hold: `npm run keys` never makes more, and nobody needs them. */
const MOST_KEYS = 100;

/** What a key is called: shown in the JWKS and in headers of tokens. */
export const Kid = z.string().regex(/^[\w.:-]{1,128}$/);

/**
 * A set of keys as the vault holds it: the one in use, and those before and after it.
 *
 * @param key - the shape of one key; members that it does not name are dropped
 * @returns a schema of the JSON text; its output has the active key apart
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
      // Of two keys with one name the wrong one would be asked (RFC 7517 section 4.5).
      if (active && new Set(keys.map((each) => each.kid)).size === keys.length) return { active, keys };
      context.addIssue({ code: 'custom', message: 'no active key, or two of one kid' });
      return z.NEVER;
    });
}
