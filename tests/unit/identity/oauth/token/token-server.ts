import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  createSealer,
  createSigner,
  createSigningKeyring,
  tokenNames,
  type ConfirmGrant,
  type Scope,
} from '../../../../../shared/identity/tokens/index.ts';
import { createLogger } from '../../../../../shared/platform/log/index.ts';
import { createClientResolver } from '../../../../../shared/identity/oauth/clients/index.ts';
import { CODE_SECONDS, type Code } from '../../../../../shared/identity/oauth/token/redeem-code.ts';
import { createTokenEndpoint } from '../../../../../shared/identity/oauth/token/endpoint.ts';
import { createRevocation } from '../../../../../shared/identity/oauth/token/revoke.ts';
import type { Secrets } from '../../../../../shared/platform/secrets/index.ts';
import { readSettings } from '../../../../../shared/platform/settings/index.ts';
import type { GrantStore } from '../../../../../shared/identity/grants/index.ts';
import { makeSecrets } from '../../../../support/keys.ts';
import { oauthErrors } from '../../../../../shared/identity/oauth/index.ts';
import { routed } from '../../../../support/routed.ts';

export const ORIGIN = 'https://app.example.com';
export const CLIENT = 'known-client';
export const OTHER_CLIENT = 'other-client';
export const REDIRECT_URI = 'http://127.0.0.1:4711/callback';
const TENANT = 'b0000000-0000-4000-8000-000000000001';

const SETTINGS = {
  PUBLIC_BASE_URL: ORIGIN,
  ENTRA_TENANT_ID: TENANT,
  ENTRA_CLIENT_ID: 'c0000000-0000-4000-8000-000000000001',
  KEY_VAULT_URL: 'https://vault.vault.azure.net',
  TABLES_URL: 'https://account.table.core.windows.net',
  OAUTH_CLIENTS: JSON.stringify(
    [CLIENT, OTHER_CLIENT].map((id) => ({ client_id: id, client_name: 'Known', redirect_uris: [REDIRECT_URI] })),
  ),
};

export const s256 = (text: string) => createHash('sha256').update(text).digest('base64url');

/** A person that no other test uses. */
export const newSubject = () => `${TENANT}.${randomUUID()}`;

export type Fields = Readonly<Record<string, string>>;

type Vault = Awaited<ReturnType<typeof makeSecrets>>;

interface Server {
  readonly vault: Vault;
  readonly lines: readonly string[];
  /** A code as the server issues it, and the form that redeems it. */
  code(changes?: Partial<Code>, ttlSeconds?: number): Promise<{ readonly content: Code; readonly form: Fields }>;
  token(form: Fields | string, headers?: Fields): Promise<Answer>;
  revoke(form: Fields | string, headers?: Fields): Promise<Response>;
  /** Redeems a new code. */
  login(scopes?: Scope[]): Promise<Answer & { readonly content: Code }>;
  refresh(refreshToken: string, more?: Fields): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly error: string | undefined;
  readonly body: Record<string, string>;
  readonly accessToken: string;
  readonly refreshToken: string;
}

interface Options {
  readonly store: GrantStore;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
  readonly vault?: Vault;
  /** The server's own secrets, if they are not those of the vault. */
  readonly secrets?: Secrets;
  /** As in OAUTH_BLOCKED_CLIENTS. */
  readonly blocked?: string;
  /** Entra's answers. Default: everyone may log in. */
  readonly confirm?: ConfirmGrant;
}

const allowEveryone: ConfirmGrant = (grant) => Promise.resolve(grant);

/** The token and revocation endpoints as the app composes them, with the test's own store. */
export async function startTokenServer({
  store,
  clock = Date.now,
  vault,
  secrets,
  confirm = allowEveryone,
  blocked = '',
}: Options): Promise<Server> {
  const settings = readSettings({ ...SETTINGS, OAUTH_BLOCKED_CLIENTS: blocked });
  const own = vault ?? (await makeSecrets());
  const lines: string[] = [];
  const log = createLogger((_level, line) => lines.push(line), clock);
  const names = tokenNames(ORIGIN);
  const used = secrets ?? own.secrets;
  const parts = { settings, secrets: used, keyring: createSigningKeyring(used), names, grants: store, confirm, log, clock };
  const signer = createSigner(used, 'client', ORIGIN);
  const rules = { errors: oauthErrors('invalid_request'), log, origin: ORIGIN };
  const resolveClient = createClientResolver({ settings, signer, clock });
  const tokenEndpoint = routed(createTokenEndpoint({ ...parts, resolveClient }), { ...rules, event: 'token' });
  const revocation = routed(createRevocation(parts), { ...rules, event: 'revocation' });
  const sealer = createSealer(own.secrets, 'code', ORIGIN);

  const server: Server = {
    vault: own,
    lines,
    async code(changes = {}, ttlSeconds = CODE_SECONDS) {
      const verifier = randomBytes(32).toString('base64url');
      const content: Code = {
        grantId: randomUUID(),
        subject: newSubject(),
        clientHash: s256(CLIENT),
        clientName: 'Known',
        redirectUri: REDIRECT_URI,
        challenge: s256(verifier),
        audience: names.audience,
        scopes: ['telnyx.read', 'telnyx.send'],
        roles: ['Operator'],
        issuedAt: clock() / 1000,
        lifetime: CODE_SECONDS,
        ...changes,
      };
      const code = await sealer.seal(content, ttlSeconds);
      const form = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: REDIRECT_URI, client_id: CLIENT };
      return { content, form };
    },
    token: async (form, headers) => readAnswer(await tokenEndpoint(post('token', form, headers))),
    revoke: (form, headers) => revocation(post('revoke', form, headers)),
    async login(scopes) {
      const { content, form } = await server.code(scopes ? { scopes } : {});
      return { ...(await server.token(form)), content };
    },
    refresh: (refreshToken, more = {}) =>
      server.token({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: CLIENT, ...more }),
  };
  return server;
}

const post = (path: string, form: Fields | string, headers: Fields = {}) =>
  new Request(`${ORIGIN}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
  });

async function readAnswer(response: Response): Promise<Answer> {
  const body = (await response.json()) as Record<string, string>;
  return {
    status: response.status,
    headers: response.headers,
    error: body['error'],
    body,
    accessToken: body['access_token'] ?? '',
    refreshToken: body['refresh_token'] ?? '',
  };
}
