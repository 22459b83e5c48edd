import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type CallToolRequest,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
// The low-level server: McpServer would convert every schema anew for each request.
/* eslint-disable @typescript-eslint/no-deprecated */
import { callTool, type CallResult } from './call-tool.ts';
import { CAPABILITIES, INSTRUCTIONS, SERVER_INFO } from './identity.ts';
import { withPlainFault } from './plain-faults.ts';
import type { Session } from './session.ts';

/** The SDK would build an Ajv for every server; it is for elicitation only, which needs a session that we do not keep. */
const jsonSchemaValidator = {
  getValidator: () => () => ({ valid: false as const, data: undefined, errorMessage: 'not supported' }),
};

/**
 * Serves one request of protocol versions 2024-11-05 to 2025-11-25, stateless. In: the request, whose body was read; the body parsed; the server
 * that answers; whether it may notify before its result.
 */
export async function serveLegacy(
  request: Request,
  parsedBody: unknown,
  session: Session,
  server = createLegacyServer(session),
  notifies = wantsProgress(parsedBody),
): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: !notifies });
  const send = transport.send.bind(transport);
  transport.send = (message, options) => send(withPlainFault(message), options);
  await server.connect(transport);
  return transport.handleRequest(request, { parsedBody: withoutTask(parsedBody) });
}

/** Who serves no tasks has to ignore that one is asked for (2025-11-25, basic/utilities/tasks); the SDK would refuse the request. */
function withoutTask(body: unknown): unknown {
  if (!isRecord(body) || !isRecord(body['params']) || !('task' in body['params'])) return body;
  const { task: _, ...params } = body['params'];
  return { ...body, params };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** In: what one request runs on. Out: a server of its tools. */
export function createLegacyServer(session: Session): Server {
  const server = new Server(SERVER_INFO, { capabilities: CAPABILITIES, instructions: INSTRUCTIONS, jsonSchemaValidator });
  // The endpoint puts the list in (tool-list.ts).
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [] }));
  server.setRequestHandler(CallToolRequestSchema, legacyCall(session));
  return server;
}

/** The answer to tools/call, for an SDK's server. Throws McpError for a name of no tool. */
export function legacyCall(session: Session) {
  return async ({ params }: CallToolRequest, { signal, _meta, sendNotification }: Extra): Promise<CallResult> => {
    const tool = session.catalogue.find(params.name);
    if (!tool) throw new McpError(ErrorCode.InvalidParams, `Unknown tool: ${params.name.slice(0, 64)}`);
    let step = 0;
    const progress = (message: string) => {
      const progressToken = _meta?.progressToken;
      if (progressToken === undefined) return;
      const notification = { method: 'notifications/progress' as const, params: { progressToken, progress: ++step, message } };
      void sendNotification(notification).catch(() => undefined);
    };
    return callTool(tool, params.arguments, session, { signal, progress });
  };
}

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** A JSON answer cannot carry progress: only who asked for it gets a stream. */
function wantsProgress(body: unknown): boolean {
  const meta = (body as { params?: { _meta?: { progressToken?: unknown } } } | null)?.params?._meta;
  return meta?.progressToken !== undefined;
}
