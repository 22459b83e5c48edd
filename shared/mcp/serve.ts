import { randomUUID } from 'node:crypto';
import type { AuditTrail } from '../guard/index.ts';
import { clientLabel } from '../identity/index.ts';
import type { Admitted } from './admit.ts';
import type { AuthorizedCall } from './authorize.ts';
import { callerOf, servedMethod } from './caller.ts';
import { answerDirectly } from './direct.ts';
import type { CallServices, Era, McpRequest, ServedCall } from './mcp-request.ts';
import { eraOf } from './era.ts';
import { plainRequest } from './plain.ts';
import type { Message } from './read.ts';
import { rpcError } from './rpc-errors.ts';
import { SKILL_METHODS } from './skill-methods.ts';
import { fillToolList } from './tool-list.ts';

/** @param request its body has been read */
type ServeBySdk = (request: Request, message: Message, mcpRequest: McpRequest) => Promise<Response>;

export interface ServeOptions extends Pick<McpRequest, 'serverInfo' | 'log' | 'telemetry' | 'clock'> {
  /** Loads what carrying out calls takes. */
  readonly calls: () => Promise<CallServices & { readonly audit: AuditTrail }>;
  /** Adds to the log line of the request, which a tool call has beside its own. */
  readonly note?: (fields: { readonly rpc: string; readonly tool: string | undefined }) => void;
  /** What serves every request of an era. Default: plain requests are answered directly, all others by the SDK of the era. */
  readonly sdks?: Readonly<Record<Era, ServeBySdk>>;
}

/** An admitted request, its message, and the call in it that may be made. */
interface Served extends Pick<Admitted, 'principal' | 'catalogue'> {
  readonly message: Message;
  readonly call: AuthorizedCall | undefined;
}

/**
 * The last step: opens the audit trail, and answers: directly, or by the SDK of the message's era, into whose answer it fills the tool list.
 *
 * @throws SecretUnavailableError for a call that does more than read while there is no audit key
 */
export async function serve(request: Request, { message, call, principal, catalogue }: Served, options: ServeOptions): Promise<Response> {
  const { serverInfo, log, calls, telemetry, note, clock, sdks } = options;
  const plain = sdks ? undefined : plainRequest(request.headers, message);
  const era = plain?.era ?? (await eraOf(request, message));
  // We have no subscriptions: an open stream would only hold an invocation.
  if (era === 'modern' && message['method'] === 'subscriptions/listen') {
    return rpcError(404, -32601, 'Method not found: the tools never change.', { id: message['id'] });
  }
  const served = call && (await withServices(call, calls));
  const caller = callerOf(message);
  const method = servedMethod(message);
  note?.({ rpc: method, tool: call?.tool.name });
  telemetry.note({ rpc_method: method, era, client: clientLabel(principal.clientId), client_name: caller.clientName });
  const services = { serverInfo, log, telemetry, clock };
  const { signal: disconnected } = request;
  const mcpRequest: McpRequest = { requestId: randomUUID(), era, principal, catalogue, caller, call: served, disconnected, ...services };
  const direct = plain && (await answerDirectly(plain, mcpRequest));
  if (direct) return direct;
  prepareForSdk(request);
  const serveBySdk = sdks?.[era] ?? (SKILL_METHODS.has(method) ? serveSkills : SDKS[era]);
  const response = await serveBySdk(request, message, mcpRequest);
  // The SDKs let caches revalidate a stream.
  response.headers.set('cache-control', 'no-store');
  return message['method'] === 'tools/list' && response.body ? fillToolList(response, catalogue.listFor(principal.scopes)) : response;
}

async function withServices(call: AuthorizedCall, calls: ServeOptions['calls']): Promise<ServedCall> {
  const { audit: trail, ...services } = await calls();
  // Fail closed: before anything is sent, because a call that cannot be looked up later must not happen.
  const audit = call.reach.risk !== 'read' || call.reach.paid ? await trail.open() : undefined;
  return { ...call, ...services, audit, auditRead: trail.ofRead };
}

/** Each is loaded with the first request that needs it, not at the start of the app. */
const SDKS: Readonly<Record<Era, ServeBySdk>> = {
  legacy: async (...args) => (await import('./legacy.ts')).serveLegacy(...args),
  modern: async (...args) => (await import('./modern.ts')).serveModern(...args),
};

/** So are the skills. */
const serveSkills: ServeBySdk = async (...args) => (await import('./skills.ts')).serveSkills(...args);

/**
 * Prepares the headers of a request for the SDKs, which get its body parsed. The older one insists on both media types in Accept, which many
 * clients do not send.
 */
function prepareForSdk({ headers }: Request): void {
  headers.set('accept', 'application/json, text/event-stream');
  if (!headers.has('content-type')) headers.set('content-type', 'application/json');
  headers.delete('content-length');
}
