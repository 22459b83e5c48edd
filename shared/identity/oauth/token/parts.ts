import type { ConfirmGrant, SigningKeyring, TokenNames } from '../../tokens/index.ts';
import type { Logger, Secrets, Settings } from '../../../platform/index.ts';
import type { GrantStore } from '../../grants/index.ts';

/** What the token endpoint and its neighbours stand on. */
export interface Parts {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly keyring: SigningKeyring;
  readonly names: TokenNames;
  readonly grants: GrantStore;
  readonly confirm: ConfirmGrant;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}
