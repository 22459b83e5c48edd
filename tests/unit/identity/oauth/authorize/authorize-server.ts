import { createHash } from 'node:crypto';
import { expect } from '@jest/globals';
import { z } from 'zod';
import { createSealer, SCOPES, tokenNames } from '../../../../../shared/identity/tokens/index.ts';
import { createOriginPolicy } from '../../../../../shared/platform/http/index.ts';
import { createLogger } from '../../../../../shared/platform/log/index.ts';
import { createSessions, createSignIn, type SignedIn } from '../../../../../shared/identity/login/index.ts';
import { createAuthorize } from '../../../../../shared/identity/oauth/authorize/endpoint.ts';
import { UnknownClientError, type Client, type ClientErrorReason } from '../../../../../shared/identity/oauth/clients/index.ts';
import type { Secrets } from '../../../../../shared/platform/secrets/index.ts';
import { readSettings } from '../../../../../shared/platform/settings/index.ts';
import type { GrantStore } from '../../../../../shared/identity/grants/index.ts';
import { makeSecrets } from '../../../../support/keys.ts';
import { pageErrors } from '../../../../../shared/platform/html/index.ts';
import { routed } from '../../../../support/routed.ts';
import { unreachableStore } from '../../grants/grant-tables.ts';

const TENANT = 'b0000000-0000-4000-8000-000000000001';
/** The fixed time of codes. Seals use the real clock. */
const NOW = Date.UTC(2026, 10, 22);

export const CLAUDE: Client = {
  id: 'https://claude.ai/oauth/mcp-oauth-client-metadata',
  name: 'Claude',
  redirectUris: ['https://claude.ai/api/mcp/auth_callback'],
  source: 'metadata_document',
  host: 'claude.ai',
};

export const INSPECTOR: Client = {
  id: 'registered-inspector',
  name: 'MCP Inspector',
  redirectUris: ['http://localhost:6274/oauth/callback', 'http://127.0.0.1/callback', 'http://[::1]:80'],
  source: 'registration',
  host: undefined,
};

export const CURSOR: Client = {
  id: 'cursor',
  name: 'Cursor',
  redirectUris: ['cursor://anysphere.cursor-mcp/oauth/callback', 'https://cursor.example/cb?team=a%20b'],
  source: 'configuration',
  host: undefined,
};

/** A client that nothing but its own document proves. */
export const STRANGER: Client = {
  id: 'https://stranger.example/client.json',
  name: 'Claude',
  redirectUris: ['https://elsewhere.example/callback?keep=1'],
  source: 'metadata_document',
  host: 'stranger.example',
};

/** Client ids with this prefix have a document that must be fetched. */
export const UNKNOWN_DOCUMENTS = 'https://documents.example/';

/** A client that the resolver does not find; its id holds the reason. */
const UNRESOLVED = /^failing:(unknown|blocked|document_refused|document_unreachable|document_failed|document_invalid)$/;

export const CHALLENGE = createHash('sha256').update('v'.repeat(43)).digest('base64url');

/** A valid request from Claude. */
export const GOOD = {
  response_type: 'code',
  client_id: CLAUDE.id,
  redirect_uri: 'https://claude.ai/api/mcp/auth_callback',
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
  state: 'a state/of+the client',
  scope: 'telnyx.read telnyx.send',
} as const;

/** Without a network: MSAL gets its endpoints from here, and calls none of them before the callback. */
function settingsFor(origin: string) {
  return readSettings({
    PUBLIC_BASE_URL: origin,
    ENTRA_TENANT_ID: TENANT,
    ENTRA_CLIENT_ID: 'c0000000-0000-4000-8000-000000000001',
    ENTRA_CLIENT_SECRET: 'local',
    ENTRA_AUTHORITY_OVERRIDE: origin.startsWith('http:') ? 'http://127.0.0.1:9' : undefined,
    AzureWebJobsStorage: 'UseDevelopmentStorage=true',
    TELNYX_API_KEY: 'KEYtest',
    MCP_SIGNING_KEYS: JSON.stringify({ active: 'a', keys: [{ kid: 'a' }] }),
    MCP_SEAL_KEYS: JSON.stringify({ active: 'a', keys: [{ kid: 'a' }] }),
  });
}

type Changes = Readonly<Record<string, string | undefined>>;

interface Options {
  readonly origin?: string;
  readonly clients?: readonly Client[];
  readonly secrets?: Secrets;
  /** Default: storing anything is an error. */
  readonly grants?: GrantStore;
}

/** The authorization endpoint alone, with the clients above and the given ones. */
export async function startAuthorize({
  origin = 'http://localhost:7071',
  clients = [],
  secrets: given,
  grants = unreachableStore(),
}: Options = {}) {
  const secrets = given ?? (await makeSecrets()).secrets;
  const settings = { ...settingsFor(origin), serverTitle: 'Acme' };
  const names = tokenNames(origin);
  const sessions = createSessions(secrets, origin);
  const lines: string[] = [];
  const log = createLogger((_level, line) => lines.push(line));
  const known = new Map([CLAUDE, INSPECTOR, CURSOR, STRANGER, ...clients].map((client) => [client.id, client]));
  const { handler: unrouted, continuation } = createAuthorize({
    settings,
    secrets,
    names,
    grants,
    policy: createOriginPolicy(settings),
    scopes: SCOPES,
    signIn: createSignIn({ settings, secrets, log }),
    sessions,
    resolveClient: (id, mayFetch) => {
      if (id.startsWith(UNKNOWN_DOCUMENTS)) {
        return mayFetch?.() === true
          ? Promise.resolve({ ...STRANGER, id })
          : Promise.reject(new UnknownClientError('document_unreachable'));
      }
      const client = known.get(id);
      const reason = UNRESOLVED.exec(id)?.[1] as ClientErrorReason | undefined;
      return client ? Promise.resolve(client) : Promise.reject(new UnknownClientError(reason ?? 'unknown'));
    },
    log,
    clock: () => NOW,
  });
  const handler = routed(unrouted, {
    errors: pageErrors({ serverTitle: undefined, publicBaseUrl: origin }),
    event: 'authorize',
    log,
    origin,
  });

  const ask = (changes: Changes = {}, more = '', headers: Readonly<Record<string, string>> = {}): Promise<Response> => {
    const query = Object.entries<string | undefined>({ ...GOOD, ...changes }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    );
    return handler(new Request(`${origin}/authorize?${new URLSearchParams(query)}${more}`, { headers }));
  };

  /** Opens the consent page as a browser does. */
  const open = (changes: Changes = {}) => ask(changes).then((response) => held(response, 200));

  /** The same in a browser in which this person signed in a moment ago. */
  const openAs = async (person: SignedIn, changes: Changes = {}) => {
    const session = (await sessions.write(person)).split(';')[0] ?? '';
    return { ...(await held(await ask(changes, '', { cookie: session }), 200)), session };
  };

  const post = (fields: readonly (readonly [string, string])[], headers: Readonly<Record<string, string>> = {}): Promise<Response> => {
    const body = new URLSearchParams(fields.map(([name, value]) => [name, value]));
    return handler(new Request(`${origin}/authorize`, { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin', ...headers } }));
  };

  /** The state in the login cookie, which the continuation gets. */
  const consented = async (response: Response): Promise<unknown> => {
    const sealed = /login-[\w-]+=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? '';
    const Login = z.object({ intent: z.object({ to: z.literal('authorize'), state: z.unknown() }) });
    return (await createSealer(secrets, 'login', origin).open(sealed, Login))?.intent.state;
  };

  return { origin, names, secrets, lines, handler, continuation, ask, open, openAs, post, consented };
}

/** What a browser has after it loaded a page with a form. */
export async function held(response: Response, status: number) {
  expect(response.status).toBe(status);
  expect(response.headers.get('location')).toBeNull();
  const page = await response.text();
  const sealed = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const cookies = response.headers.getSetCookie().filter((each) => !each.includes('Max-Age=0'));
  return { response, page, sealed, cookie: cookies[0]?.split(';')[0] ?? '' };
}

export type AuthorizeServer = Awaited<ReturnType<typeof startAuthorize>>;

/** The parts of a redirect to a client: its URL without the query, and the parameters. */
export function redirectOf(response: Response) {
  const location = response.headers.get('location') ?? '';
  const parameters = Object.fromEntries(new URLSearchParams(location.slice(location.indexOf('?'))));
  return { status: response.status, target: location.split('?')[0], location, parameters };
}

/** Expects a page without a redirect, and returns its text. */
export async function pageOf(response: Response, status: number): Promise<string> {
  expect(response.status).toBe(status);
  expect(response.headers.get('location')).toBeNull();
  expect(response.headers.get('set-cookie')).toBeNull();
  return response.text();
}
