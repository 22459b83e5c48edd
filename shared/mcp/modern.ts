import {
  createMcpHandler,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type CallToolRequest,
  type ServerContext,
} from '@modelcontextprotocol/server';
// The low-level server: McpServer would convert every schema anew for each request.
/* eslint-disable @typescript-eslint/no-deprecated */
import { callTool, type CallResult } from './call-tool.ts';
import { CAPABILITIES, INSTRUCTIONS, SERVER_INFO } from './identity.ts';
import type { Session } from './session.ts';

/** How long a client may keep a tool list: it depends on the token and the URL alone. */
const LIST_CACHE = { ttlMs: 300_000, cacheScope: 'private' } as const;

/** Serves one request of protocol version 2026-07-28. In: the request, whose body was read; the body parsed; how to make the server that answers. */
export function serveModern(request: Request, parsedBody: unknown, session: Session, create = createModernServer): Promise<Response> {
  const handler = createMcpHandler(() => create(session), { legacy: 'reject', maxSubscriptions: 0 });
  // Only what reads is given up when its client goes away. What has effects goes on, so that the audit trail knows what came of it, and the
  // invocation with it: an instance that stops waits for what is under way.
  const { url, method, headers } = request;
  const heard = session.audit === undefined ? request : new Request(url, { method, headers });
  return handler.fetch(heard, { parsedBody });
}

/** In: what one request runs on. Out: a server of its tools. */
export function createModernServer(session: Session): Server {
  const server = new Server(SERVER_INFO, {
    capabilities: CAPABILITIES,
    instructions: INSTRUCTIONS,
    cacheHints: { 'tools/list': LIST_CACHE },
  });
  // The endpoint puts the list in (tool-list.ts).
  server.setRequestHandler('tools/list', () => ({ tools: [] }));
  server.setRequestHandler('tools/call', modernCall(session));
  return server;
}

/** The answer to tools/call, for an SDK's server. Throws ProtocolError for a name of no tool. */
export function modernCall(session: Session) {
  return async ({ params }: CallToolRequest, { mcpReq }: ServerContext): Promise<CallResult> => {
    const tool = session.catalogue.find(params.name);
    if (!tool) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${params.name.slice(0, 64)}`);
    let step = 0;
    const progress = (message: string) => {
      const progressToken = mcpReq._meta?.progressToken;
      if (progressToken === undefined) return;
      void mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress: ++step, message } }).catch(() => undefined);
    };
    return callTool(tool, params.arguments, session, { signal: mcpReq.signal, progress });
  };
}
