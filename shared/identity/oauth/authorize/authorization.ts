import { z } from 'zod';
import { Code } from '../token/redeem-code.ts';

/** A checked authorization request: sealed into the consent page and, after consent, carried through the login. */
export const Authorization = Code.pick({
  clientHash: true,
  clientName: true,
  redirectUri: true,
  challenge: true,
  audience: true,
  scopes: true,
}).extend({
  /** The client's own, unchanged. */
  state: z.string().optional(),
});

export type Authorization = z.output<typeof Authorization>;
