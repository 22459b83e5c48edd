/** Runs inside a process of its own (in-process.ts), given a count and TABLES_URL: prints CPU time per request as JSON. */
import { compose } from '../../../functions/compose.ts';
import { createGrantCheck, createTokenVerifier, issueAccessToken, SCOPES, tokenNames } from '../../../shared/identity/tokens/index.ts';
import { createLogger, pipeline } from '../../../shared/platform/index.ts';
import { createCatalogue, createMcpEndpoint, rpcErrors, serverInfo } from '../../../shared/mcp/index.ts';
import { createStorage, type TelnyxClient } from '../../../shared/telnyx/index.ts';
import { tools } from '../../../tools/index.ts';
import { makeGrant } from '../../support/grants.ts';
import { measureCosts, type Handlers } from './in-process-costs.ts';
import { isGood, mcpRequests, type McpRequest } from './requests.ts';
import { createSdkHandlers } from './sdk-handlers.ts';
import { signingKeys } from './signing-keys.ts';
import { createToolContexts } from './tool-context.ts';
import { callTool } from '../../support/call-tool.ts';
import { EMPTY_INBOX } from '../../support/fake-inbox.ts';
import { OPEN_GUARD } from '../../support/open-guard.ts';

const ORIGIN = 'http://localhost:7071';
const ID = 'b0000000-0000-4000-8000-000000000001';

const BALANCE = { data: { balance: '100.00', credit_limit: '0.00', available_credit: '100.00', pending: '0.00', currency: 'USD' } };
const refuse = () => Promise.reject(new Error('Only get_balance is measured.'));

/** Telnyx answers at once: neither side shall be measured by the network and the HTTP client that both use alike. */
const atOnce: TelnyxClient = {
  get: (_path, { answer }) => Promise.resolve(answer.parse(BALANCE)),
  post: refuse,
  patch: refuse,
  delete: refuse,
  send: refuse,
};

async function createApp(tablesUrl: string) {
  const environment = {
    PUBLIC_BASE_URL: ORIGIN,
    ENTRA_TENANT_ID: ID,
    ENTRA_CLIENT_ID: ID,
    ENTRA_CLIENT_SECRET: 'unused',
    TELNYX_API_KEY: 'unused',
    TABLES_URL: tablesUrl,
    MCP_SIGNING_KEYS: await signingKeys(),
    MCP_SEAL_KEYS: JSON.stringify({ active: 'a', keys: [{ kid: 'a', k: 'AAAA' }] }),
  };
  const app = compose(
    environment,
    createLogger(() => undefined),
    () => undefined,
  );
  const { keyring, grants, clock, telemetry } = app;
  const { log } = app.pipeline;
  const names = tokenNames(ORIGIN);
  const grant = makeGrant({ subject: `${ID}.${ID}` });
  await grants.insert(grant);
  const person = { tenantId: ID, objectId: ID, grantId: grant.id, roles: [], scopes: SCOPES };
  const { token } = await issueAccessToken({ ...person, clientId: 'bench', ttlSeconds: 3600 }, names, keyring);
  const services = {
    inbox: EMPTY_INBOX,
    guard: OPEN_GUARD,
    questions: { seal: refuse, open: refuse },
    telnyx: () => atOnce,
    storage: createStorage({ urlTemplate: 'http://localhost/{region}', apiKey: refuse }),
    audit: { open: refuse, ofRead: () => undefined },
  };
  const endpoint = createMcpEndpoint({
    origin: ORIGIN,
    serverInfo: serverInfo({ serverTitle: undefined }),
    catalogue: createCatalogue(tools),
    verify: createTokenVerifier(
      names,
      keyring,
      createGrantCheck(grants, (row) => Promise.resolve(row)),
    ),
    calls: () => Promise.resolve(services),
    credentials: () => Promise.resolve('unused'),
    log,
    messageLimit: () => undefined,
    telemetry,
    clock,
  });
  const rules = { errors: rpcErrors({ origin: ORIGIN, scopes: SCOPES }), cors: { origins: 'listed', methods: 'POST, OPTIONS' } } as const;
  const mcp = pipeline(app.pipeline, rules, endpoint);
  return { mcp, token };
}

const toRequest = ({ headers, body }: McpRequest) => new Request(`${ORIGIN}/mcp/stream`, { method: 'POST', headers, body });

async function bytesOf(handle: () => Promise<Response>): Promise<string> {
  const answer = await handle();
  const text = await answer.text();
  if (!isGood(answer.status, text)) throw new Error(`HTTP ${answer.status}: ${text.slice(0, 200)}`);
  return text;
}

async function main(): Promise<void> {
  const { mcp, token } = await createApp(process.argv[3] ?? '');
  const [oldList, list, oldCall, call] = mcpRequests(token).map((request) => () => toRequest(request));
  if (!oldList || !list || !oldCall || !call) throw new Error('The requests are missing.');
  const context = createToolContexts(() => atOnce);
  const sdk = createSdkHandlers(tools, context);
  const balance = tools.find(({ name }) => name === 'get_balance');
  const text = await bytesOf(() => mcp(list()));
  const fixed = () => new Response(text, { headers: { 'content-type': 'application/json' } });

  const handlers: Handlers = {
    legacyList: () => mcp(oldList()),
    modernList: () => mcp(list()),
    legacyCall: () => mcp(oldCall()),
    modernCall: () => mcp(call()),
    v1List: () => sdk.v1(oldList()),
    v2List: () => sdk.v2(list()),
    v2lowList: () => sdk.v2low(list()),
    v1Call: () => sdk.v1(oldCall()),
    v2Call: () => sdk.v2(call()),
    v2lowCall: () => sdk.v2low(call()),
    toolAlone: async () => Response.json(balance && (await callTool(balance, {}, context())).structured),
    ready: () => Promise.resolve(fixed()),
    readyAfterRead: async () => {
      await list().text();
      return fixed();
    },
  };
  const { toolAlone: _, ready: _ready, readyAfterRead: _read, ...answering } = handlers;
  for (const handle of Object.values(answering)) await bytesOf(handle);
  console.log(JSON.stringify(await measureCosts(handlers, Number(process.argv[2]))));
}

void main();
