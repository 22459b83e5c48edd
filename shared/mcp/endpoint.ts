import { randomUUID } from 'node:crypto';
import { isLegacyRequest } from '@modelcontextprotocol/server';
import type { AuditTrail } from '../guard/index.ts';
import { clientLabel, type TokenVerifier } from '../identity/index.ts';
import { type Handler, type Logger, readBody, type Telemetry } from '../platform/index.ts';
import type { StorageClient, TelnyxCall, TelnyxClient } from '../telnyx/index.ts';
import { requireScopes } from './authorize.ts';
import { callerOf, servedMethod } from './caller.ts';
import type { Catalogue } from './catalogue.ts';
import { calledTool, faultOfParams, holdsPrototype, readEnvelope } from './read.ts';
import { rpcError } from './rpc-errors.ts';
import { refuseBeyondLimit, refuseCall } from './limit-answers.ts';
import { smallerLimitOf, type Limits } from './limits.ts';
import { serveModern } from './modern.ts';
import { readSelection } from './selection.ts';
import type { Session } from './mcp-request.ts';
import { fillToolList } from './tool-list.ts';

interface Parts {
  readonly origin: string;
  readonly catalogue: Catalogue;
  readonly verify: TokenVerifier;
  readonly telnyx: (call: TelnyxCall) => TelnyxClient;
  /** Settles once a call could be made at all; rejects with SecretUnavailableError (503) while the Telnyx key is not to be had. */
  readonly credentials: () => Promise<unknown>;
  readonly storage: (call: TelnyxCall) => StorageClient;
  readonly log: Logger;
  readonly audit: AuditTrail;
  readonly limits: Limits;
  readonly telemetry: Telemetry;
  readonly clock: () => number;
  /** What serves a request of either era once all else is settled; the catalogue's tools and nothing more where it is left out. */
  readonly serve?: Readonly<Record<Session['era'], Serve>>;
}

/** In: a request whose body was read; the body parsed; what it runs on. */
type Serve = (request: Request, body: unknown, session: Session) => Promise<Response>;

/**
 * The MCP endpoint (Streamable HTTP), stateless, both eras on one route; `?tools=` and `?readonly=true` in its URL narrow the tools. Method,
 * token, size and envelope are settled here, in this order; the rest is the SDKs'.
 */
export const createMcpEndpoint =
  (parts: Parts): Handler =>
  (request) =>
    answer(request, parts);

/** Bytes. */
const LARGEST_BODY = 4 * 1024 * 1024;
/** Milliseconds that a body may take. */
const SLOWEST_BODY = 60_000;

async function answer(request: Request, parts: Parts): Promise<Response> {
  const { verify, telnyx, storage, log, telemetry, clock } = parts;
  if (request.method !== 'POST') {
    const words = `Method not allowed: this is an MCP endpoint, POST one JSON-RPC message to it. ${parts.origin}/ says how to connect a client.`;
    return rpcError(405, -32000, words, { allow: 'POST, OPTIONS' });
  }
  const holder = await verify(request.headers.get('authorization'));
  const wait = parts.limits.messages(holder.subject);
  if (wait !== undefined) return refuseBeyondLimit(request, wait, { holder, ...parts });
  const selection = readSelection(new URL(request.url).searchParams);
  const catalogue = selection ? parts.catalogue.narrow(selection) : parts.catalogue;
  const principal = { ...holder, scopes: holder.scopes.filter((scope) => catalogue.scopes.includes(scope)) };
  const envelope = readEnvelope(await readBody(request, LARGEST_BODY, SLOWEST_BODY));
  if ('fault' in envelope) return rpcError(400, envelope.fault.code, envelope.fault.message);
  const { body } = envelope;

  const fault = faultOfParams(body);
  // Without an id nobody waits for a JSON-RPC answer: what is not accepted is an HTTP error then.
  if (fault !== undefined) return rpcError('id' in body ? 200 : 400, -32602, `Invalid params: ${fault}`, {}, body['id']);

  const called = calledTool(body);
  const tool = called && catalogue.find(called.name);
  const reach = await tool?.reachOf(called?.args);
  if (tool && reach) {
    requireScopes(reach.scopes, holder, catalogue);
    // JSON may hold this name, but object code along the way would drop it unseen instead of refusing it.
    if (isObject(called.args) && Object.hasOwn(called.args, '__proto__')) {
      const allowed = Object.keys(isObject(tool.inputSchema['properties']) ? tool.inputSchema['properties'] : {}).join(', ');
      return rpcError(400, -32602, `Unknown argument: "__proto__". Allowed: ${allowed || 'none'}.`, {}, body['id']);
    }
    if (holdsPrototype(called.args))
      return rpcError(400, -32602, 'An argument holds the name "__proto__", which no tool takes.', {}, body['id']);
    const smaller = smallerLimitOf(reach);
    const { name } = tool;
    const seconds = smaller && parts.limits[smaller](holder.subject);
    if (smaller && seconds !== undefined)
      return refuseCall(request, body, { name, risk: reach.risk }, { limit: smaller, seconds }, { holder, log });
    await parts.credentials();
  }

  const legacy = await isLegacyRequest(request, body);
  const era = legacy ? 'legacy' : 'modern';
  readyForSdk(request);
  // A stream that nothing would ever come on, and that would pin an invocation.
  if (!legacy && body['method'] === 'subscriptions/listen') {
    return rpcError(404, -32601, 'Method not found: the tools never change.', {}, body['id']);
  }
  // Fail closed: what could not be told of later is not done.
  const audit = reach && (reach.risk !== 'read' || reach.paid) ? await parts.audit.open() : undefined;
  const caller = callerOf(body);
  telemetry.note({ rpc_method: servedMethod(body), era, client: clientLabel(principal.clientId), client_name: caller.clientName });
  const session: Session = {
    principal,
    requestId: randomUUID(),
    caller,
    era,
    catalogue,
    telnyx,
    storage,
    log,
    audit,
    auditRead: parts.audit.ofRead,
    telemetry,
    clock,
  };
  const response = await (parts.serve ?? SERVE)[era](request, body, session);
  return body['method'] === 'tools/list' && response.body ? fillToolList(response, catalogue.listFor(principal.scopes)) : response;
}

/** That SDK is loaded with the first request that needs it, not with the app (cold start). */
async function serveByOlderSdk(request: Request, body: unknown, session: Session): Promise<Response> {
  const { serveLegacy } = await import('./legacy.ts');
  return serveLegacy(request, body, session);
}

const SERVE = { legacy: serveByOlderSdk, modern: serveModern };

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * Readies a request for the SDKs, which get its body parsed; the older one insists on both media types, which many clients do not send. Since
 * 2026-07-28 a client that goes away has cancelled its request: the newer SDK listens to the signal. Before, that was not to be taken for
 * it (MCP specification, Streamable HTTP), and the older one does not listen.
 */
function readyForSdk({ headers }: Request): void {
  headers.set('accept', 'application/json, text/event-stream');
  if (!headers.has('content-type')) headers.set('content-type', 'application/json');
  headers.delete('content-length');
}
