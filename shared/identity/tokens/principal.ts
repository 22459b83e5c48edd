import type { Role } from '../../platform/index.ts';
import type { Scope } from './scopes.ts';

/** Who is asking: what a verified access token says of its holder. */
export interface Principal {
  /** `<tenant id>.<object id>`: the key of a person; never an e-mail address. */
  readonly subject: string;
  readonly tenantId: string;
  readonly objectId: string;
  /** The OAuth client that holds the token; `test-auth` for tokens copied from the token page. */
  readonly clientId: string;
  readonly tokenId: string;
  /** The grant that the token comes from. */
  readonly grantId: string;
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
  /** Unix seconds. */
  readonly expiresAt: number;
}
