/** Authorization codes: single use, valid for ten minutes as Entra's are. Kept for an hour, to tell a second use from an unknown code. */
import { randomBytes } from 'node:crypto';
import type { LoginControl } from './login-controls.ts';
import type { EntraUser } from './users.ts';

/** What the person signed in to, and what the code's redemption must match. */
export interface Login {
  readonly user: EntraUser;
  readonly control: LoginControl;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly scope: string;
  readonly nonce: string | undefined;
}

interface IssuedCode {
  readonly login: Login;
  readonly state: 'valid' | 'expired' | 'redeemed';
}

export interface CodeStore {
  issue(login: Login): string;
  find(code: string): IssuedCode | undefined;
  redeem(code: string): void;
}

const LIFETIME_MS = 10 * 60 * 1000;
const MEMORY_MS = 60 * 60 * 1000;

/** @param now the clock, in ms */
export function createCodeStore(now: () => number): CodeStore {
  const codes = new Map<string, { readonly login: Login; readonly issuedAt: number; redeemed: boolean }>();

  return {
    issue: (login) => {
      for (const [code, { issuedAt }] of codes) if (now() - issuedAt > MEMORY_MS) codes.delete(code);
      const code = `1.${randomBytes(48).toString('base64url')}`;
      codes.set(code, { login, issuedAt: now(), redeemed: false });
      return code;
    },
    find: (code) => {
      const issued = codes.get(code);
      if (issued === undefined) return undefined;
      if (issued.redeemed) return { login: issued.login, state: 'redeemed' };
      return { login: issued.login, state: now() - issued.issuedAt > LIFETIME_MS ? 'expired' : 'valid' };
    },
    redeem: (code) => {
      const issued = codes.get(code);
      if (issued !== undefined) issued.redeemed = true;
    },
  };
}
