import type { ConfirmGrant, SigningKeyring, TokenNames } from '../../auth/index.ts';
import type { Logger } from '../../log/index.ts';
import type { Secrets } from '../../secrets/index.ts';
import type { Settings } from '../../settings/index.ts';
import type { GrantStore } from '../../store/index.ts';

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
