import { z } from 'zod';

/**
 * One of Telnyx's own words, such as `toll_free`. Telnyx adds new ones, so it checks them, not this app.
 *
 * @param separator what Telnyx writes between the parts of a word
 */
export const word = (separator: '_' | '-') =>
  z
    .string()
    .overwrite((written) => written.trim().toLowerCase().replaceAll(/[ _-]/g, separator))
    .regex(/^[a-z][a-z0-9_-]{0,63}$/, 'Expected one word.');
