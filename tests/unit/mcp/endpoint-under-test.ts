import { z } from 'zod';
import { createAuditTrail } from '../../../shared/guard/audit/index.ts';
import {
  createSealer,
  createSigningKeyring,
  createTokenVerifier,
  issueAccessToken,
  scopesOfRoles,
  tokenNames,
  type Scope,
} from '../../../shared/identity/tokens/index.ts';
import { routed } from '../../support/routed.ts';
import type { RateLimit } from '../../../shared/platform/http/index.ts';
import { createLogger } from '../../../shared/platform/log/index.ts';
import { createCatalogue, createMcpEndpoint, rpcErrors, serverInfo } from '../../../shared/mcp/index.ts';
import type { ServeOptions } from '../../../shared/mcp/serve.ts';
import type { Role } from '../../../shared/platform/settings/index.ts';
import type { StorageClient, TelnyxClient } from '../../../shared/telnyx/index.ts';
import { NO_TELEMETRY } from '../../../shared/platform/telemetry/index.ts';
import { always, defineTool, InputError } from '../../../shared/mcp/tool/index.ts';
import { makeSecrets } from '../../support/keys.ts';
import { EMPTY_INBOX } from '../../support/fake-inbox.ts';
import { OPEN_GUARD } from '../../support/open-guard.ts';

export const origin = 'https://app.example.com';
const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

const reading = { risk: 'read', input: z.object({}), output: z.object({ done: z.boolean() }) } as const;
/** Tools of each risk. */
export const tools = [
  defineTool({
    ...reading,
    name: 'slow_count',
    title: 'Count',
    description: 'Counts and tells how far it is.',
    run: (_input, { progress }) => {
      progress('one');
      progress('two');
      return Promise.resolve({ done: true });
    },
  }),
  defineTool({
    ...reading,
    name: 'leaky',
    title: 'Leak',
    description: 'Fails with a secret in its message.',
    run: () => Promise.reject(new Error('the key is KEY0123456789')),
  }),
  defineTool({
    ...reading,
    name: 'picky',
    title: 'Pick',
    description: 'Refuses.',
    run: () => Promise.reject(new InputError('Give something else.')),
  }),
  defineTool({
    ...reading,
    name: 'send',
    title: 'Send',
    risk: 'outbound',
    parties: { nobody: 'A test.' },
    guard: { counts: 'messages' },
    description: 'Sends.',
    run: () => Promise.resolve({ done: true }),
  }),
  defineTool({
    ...reading,
    name: 'buy',
    title: 'Buy',
    risk: 'purchase',
    parties: { nobody: 'A test.' },
    guard: { counts: 'numbers' },
    description: 'Buys.',
    run: () => Promise.resolve({ done: true }),
  }),
];

/** Reads, and costs. */
tools.push(
  defineTool({
    ...reading,
    name: 'look_up',
    title: 'Look up',
    paid: true,
    description: 'Looks up.',
    run: () => Promise.resolve({ done: true }),
  }),
  // Reaches a person where it is told to.
  defineTool({
    ...reading,
    name: 'answer',
    title: 'Answer',
    risk: 'write',
    input: z.object({ aloud: z.boolean().optional() }),
    raises: { risk: 'outbound', by: { aloud: always } },
    parties: { nobody: 'A test.' },
    description: 'Answers.',
    run: () => Promise.resolve({ done: true }),
  }),
);

/** Hidden by the operator: no URL brings it back. */
const hidden = defineTool({
  ...reading,
  name: 'secret_tool',
  title: 'Hidden',
  description: 'Hidden.',
  run: () => Promise.resolve({ done: true }),
});

export const NO_LIMIT: RateLimit = () => undefined;

interface Sending {
  readonly scopes?: readonly Scope[];
  readonly roles?: readonly Role[];
  readonly person?: string;
  readonly grant?: string;
  readonly modern?: boolean;
  readonly headers?: object;
  readonly query?: string;
  readonly id?: unknown;
}

/** The endpoint with a few tools, no host and no Telnyx. `state.limit` is in force when a message comes, `state.roles` are those of today. */
export async function openEndpoint(
  sdks?: ServeOptions['sdks'],
  catalogue = createCatalogue([...tools, hidden], { exclude: ['secret_tool'] }),
) {
  const state: { limit: RateLimit; roles: readonly Role[] } = { limit: NO_LIMIT, roles: ['Owner'] };
  const lines: string[] = [];
  const { secrets } = await makeSecrets();
  const keyring = createSigningKeyring(secrets);
  const log = createLogger((_level, line) => lines.push(line));
  const handler = createMcpEndpoint({
    origin,
    serverInfo: serverInfo({ serverTitle: undefined }),
    catalogue,
    verify: createTokenVerifier(tokenNames(origin), keyring, () =>
      Promise.resolve({ roles: state.roles, scopes: scopesOfRoles(state.roles) }),
    ),
    calls: () =>
      Promise.resolve({
        inbox: EMPTY_INBOX,
        guard: OPEN_GUARD,
        questions: createSealer(secrets, 'question', origin),
        // No tool here calls Telnyx.
        telnyx: () => ({}) as TelnyxClient,
        storage: () => ({}) as StorageClient,
        audit: createAuditTrail(secrets, log),
      }),
    credentials: () => Promise.resolve(),
    log,
    messageLimit: (key) => state.limit(key),
    telemetry: NO_TELEMETRY,
    clock: Date.now,
    ...(sdks && { sdks }),
  });
  const endpoint = routed(handler, {
    errors: rpcErrors({ origin, scopes: catalogue.scopes }),
    cors: { origins: 'listed', methods: 'POST, OPTIONS' },
    listedOriginsOnly: true,
    log,
    origin,
  });
  const tokenOf = async ({ scopes = ['telnyx.read', 'telnyx.send'], roles = ['Owner'], person = 'o', grant = 'g' }: Sending = {}) => {
    const content = { tenantId: 't', objectId: person, grantId: grant, roles, scopes, clientId: 'c', ttlSeconds: 60 };
    return (await issueAccessToken(content, tokenNames(origin), keyring)).token;
  };
  const send = async (method: string, params: object, options: Sending = {}) => {
    const { modern = false } = options;
    const token = await tokenOf(options);
    state.roles = options.roles ?? ['Owner'];
    const { name, uri = name } = params as { name?: string; uri?: string };
    const era = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method, ...(uri !== undefined && { 'mcp-name': uri }) };
    return endpoint(
      new Request(`${origin}/mcp/stream${options.query ?? ''}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...(modern && era), ...options.headers },
        body: JSON.stringify({
          jsonrpc: '2.0',
          ...('id' in options ? (options.id === undefined ? {} : { id: options.id }) : { id: 0 }),
          method,
          params: modern ? { ...params, _meta: { ...META, ...(params as { _meta?: object })._meta } } : params,
        }),
      }),
    );
  };
  return { endpoint, lines, state, tokenOf, send };
}
