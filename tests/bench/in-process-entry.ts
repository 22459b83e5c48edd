/** Runs inside a process of its own (in-process.ts), given a count and TABLES_URL: prints CPU time per request as JSON. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { compose } from '../../functions/compose.ts';
import { issueAccessToken, SCOPES, tokenNames } from '../../shared/auth/index.ts';
import { createLogger } from '../../shared/log/index.ts';
import { makeGrant } from '../support/grants.ts';
import { isGood, mcpRequests, type McpRequest } from './requests.ts';
import { median } from './statistics.ts';

const ORIGIN = 'http://localhost:7071';
const ID = 'b0000000-0000-4000-8000-000000000001';
const ROUNDS = 4;
/** By then the code is as compiled as in a server that has run for a while. */
const WARM_UP = 1500;

async function signingKeys(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return JSON.stringify({ active: kid, keys: [{ ...jwk, kid }] });
}

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
  const { mcp, keyring, grants } = compose(
    environment,
    createLogger(() => undefined),
  );
  const grant = makeGrant({ subject: `${ID}.${ID}` });
  await grants.insert(grant);
  const person = { tenantId: ID, objectId: ID, grantId: grant.id, roles: [], scopes: SCOPES };
  const { token } = await issueAccessToken({ ...person, clientId: 'bench', ttlSeconds: 3600 }, tokenNames(ORIGIN), keyring);
  return { mcp, token };
}

const toRequest = ({ headers, body }: McpRequest) => new Request(`${ORIGIN}/mcp/stream`, { method: 'POST', headers, body });

/** CPU ms of one `handle`, with the bytes of its answer read as a host would send them. */
async function cost(handle: () => Promise<Response>, count: number): Promise<number> {
  const before = process.cpuUsage();
  for (let index = 0; index < count; index++) await (await handle()).arrayBuffer();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / count;
}

async function main(): Promise<void> {
  const { mcp, token } = await createApp(process.argv[3] ?? '');
  const lists = mcpRequests(token).filter(({ name }) => name === 'tools/list');
  const [old, now] = lists;
  if (!old || !now) throw new Error('The requests are missing.');
  const answer = await mcp(toRequest(now));
  const list = await answer.text();
  if (!isGood(answer.status, list)) throw new Error(`HTTP ${answer.status}: ${list.slice(0, 200)}`);
  const fixed = () => new Response(list, { headers: { 'content-type': 'application/json' } });

  const handlers = {
    legacy: () => mcp(toRequest(old)),
    modern: () => mcp(toRequest(now)),
    floor: () => Promise.resolve(fixed()),
    copy: async () => {
      await toRequest(now).text();
      return fixed();
    },
  };
  const count = Math.ceil(Number(process.argv[2]) / ROUNDS);
  const samples = Object.entries(handlers).map(([name, handle]) => ({ name, handle, costs: [] as number[] }));
  for (const { handle } of samples) await cost(handle, WARM_UP);
  for (let round = 0; round < ROUNDS; round++) {
    for (const { handle, costs } of samples) costs.push(await cost(handle, count));
  }
  console.log(JSON.stringify(Object.fromEntries(samples.map(({ name, costs }) => [name, median(costs)]))));
}

void main();
