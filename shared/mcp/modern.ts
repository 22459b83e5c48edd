import {
  createMcpHandler,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type CallToolRequest,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
// The low-level server: McpServer would convert every schema again for each request.
/* eslint-disable @typescript-eslint/no-deprecated */
import { clientSideOf } from './approval/index.ts';
import { answerCall, type CallAnswer } from './call-tool.ts';
import type { McpRequest } from './mcp-request.ts';
import type { Message } from './read.ts';
import { CAPABILITIES, INSTRUCTIONS, LIST_CACHE } from './server-info.ts';

export { isLegacyRequest } from '@modelcontextprotocol/server';

/**
 * Serves one request of protocol version 2026-07-28, in which a client that disconnects has cancelled its request (Streamable HTTP): the SDK
 * listens to the signal of the request.
 *
 * @param request its body has been read
 * @param create makes the server that answers
 */
export function serveModern(
  request: Request,
  message: Message,
  mcpRequest: McpRequest,
  create: (mcpRequest: McpRequest) => Server | McpServer = createModernServer,
): Promise<Response> {
  const handler = createMcpHandler(() => create(mcpRequest), { legacy: 'reject', maxSubscriptions: 0 });
  // Only a read stops when its client disconnects. A call with effects goes on, so that the audit trail has its outcome. So does its invocation:
  // an instance that shuts down waits for it.
  const { url, method, headers } = request;
  const heard = mcpRequest.call?.audit === undefined ? request : new Request(url, { method, headers });
  return handler.fetch(heard, { parsedBody: message });
}

export function createModernServer(mcpRequest: McpRequest): Server {
  const server = new Server(mcpRequest.serverInfo, {
    capabilities: CAPABILITIES,
    instructions: INSTRUCTIONS,
    cacheHints: { 'tools/list': LIST_CACHE },
  });
  // The endpoint fills in the list (tool-list.ts).
  server.setRequestHandler('tools/list', () => ({ tools: [] }));
  server.setRequestHandler('tools/call', modernCall(mcpRequest));
  return server;
}

/** The handler of `tools/call` for a server of this SDK. */
export const modernCall =
  (mcpRequest: McpRequest) =>
  ({ params }: CallToolRequest, { mcpReq }: ServerContext): Promise<CallAnswer> =>
    answerCall(mcpRequest, {
      name: params.name,
      signal: mcpReq.signal,
      progressToken: mcpReq._meta?.progressToken,
      client: clientSideOf(mcpReq),
      notify: mcpReq.notify,
      invalidParams: (message) => new ProtocolError(ProtocolErrorCode.InvalidParams, message),
    });
