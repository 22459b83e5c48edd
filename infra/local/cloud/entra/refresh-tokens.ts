/** Refresh tokens. As in Entra, each expires after 90 days without use, and issuing the next one does not revoke it. */
import { randomBytes } from 'node:crypto';
import type { Login } from './codes.ts';

interface IssuedToken {
  readonly login: Login;
  readonly state: 'valid' | 'expired';
}

export interface RefreshTokenStore {
  issue(login: Login): string;
  /** Counts as a use of the token. */
  find(token: string): IssuedToken | undefined;
}

const IDLE_MS = 90 * 24 * 60 * 60 * 1000;
/** Entra's are between one and two thousand characters long. */
const BYTES = 1_050;

/** @param now the clock, in ms */
export function createRefreshTokenStore(now: () => number): RefreshTokenStore {
  const tokens = new Map<string, { readonly login: Login; usedAt: number }>();

  return {
    issue: (login) => {
      const token = `1.${randomBytes(BYTES).toString('base64url')}`;
      tokens.set(token, { login, usedAt: now() });
      return token;
    },
    find: (token) => {
      const issued = tokens.get(token);
      if (issued === undefined) return undefined;
      if (now() - issued.usedAt > IDLE_MS) return { login: issued.login, state: 'expired' };
      issued.usedAt = now();
      return { login: issued.login, state: 'valid' };
    },
  };
}
