import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  isJSONRPCErrorResponse,
  ListToolsRequestSchema,
  type CallToolRequest,
  type JSONRPCMessage,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
// The low-level server: McpServer would convert every schema again for each request.
/* eslint-disable @typescript-eslint/no-deprecated */
import { cutText, isRecord } from '../platform/index.ts';
import { answerCall, type CallAnswer } from './call-tool.ts';
import type { McpRequest } from './mcp-request.ts';
import type { Message } from './read.ts';
import { CAPABILITIES, INSTRUCTIONS } from './server-info.ts';

/** The SDK would create an Ajv for each server. Only elicitation needs it, which requires sessions. */
const jsonSchemaValidator = {
  getValidator: () => () => ({ valid: false as const, data: undefined, errorMessage: 'not supported' }),
};

/**
 * Serves one request of protocol versions 2024-11-05 to 2025-11-25, stateless. In these versions, a client that disconnects has not cancelled its
 * request (Streamable HTTP), so the signal of the request is not used.
 *
 * @param request its body has been read
 * @param notifies whether the server may send notifications before the result: then the answer is a stream
 */
export async function serveLegacy(
  request: Request,
  message: Message,
  mcpRequest: McpRequest,
  server = createLegacyServer(mcpRequest),
  notifies = wantsProgress(message),
): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: !notifies });
  const send = transport.send.bind(transport);
  transport.send = (answer, options) => send(withInvalidParams(answer), options);
  await server.connect(transport);
  return transport.handleRequest(request, { parsedBody: withoutTask(message) });
}

/**
 * A server without tasks must ignore a request for one, but the SDK rejects it.
 *
 * @see MCP specification 2025-11-25, basic/utilities/tasks
 */
function withoutTask(message: Message): Message {
  const { params } = message;
  if (!isRecord(params) || !('task' in params)) return message;
  const { task: _, ...rest } = params;
  return { ...message, params: rest };
}

export function createLegacyServer(mcpRequest: McpRequest): Server {
  const server = new Server(mcpRequest.serverInfo, { capabilities: CAPABILITIES, instructions: INSTRUCTIONS, jsonSchemaValidator });
  // The endpoint fills in the list (tool-list.ts).
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [] }));
  server.setRequestHandler(CallToolRequestSchema, legacyCall(mcpRequest));
  return server;
}

/** The handler of `tools/call` for a server of this SDK. */
export const legacyCall =
  (mcpRequest: McpRequest) =>
  ({ params }: CallToolRequest, { signal, _meta, sendNotification }: Extra): Promise<CallAnswer> =>
    answerCall(mcpRequest, {
      name: params.name,
      signal,
      progressToken: _meta?.progressToken,
      notify: sendNotification,
      // McpError would put the code into the text, which clients then show twice.
      invalidParams: (message) => Object.assign(new Error(message), { code: ErrorCode.InvalidParams }),
    });

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** JSON has no room for progress: a client that asks for it gets a stream. */
function wantsProgress({ params }: Message): boolean {
  const meta = isRecord(params) ? params['_meta'] : undefined;
  return isRecord(meta) && meta['progressToken'] !== undefined;
}

const Issue = z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() });
/** Only the first issue is read and reported. */
const Issues = z.tuple([Issue], z.unknown());
/** Characters. */
const LONGEST = 200;
const INTERNAL_ERROR: number = ErrorCode.InternalError;

/**
 * For parameters that do not fit its schemas, the SDK answers an internal error with zod's whole report. This makes it an error of invalid
 * parameters that names the first issue. Every other message stays as it is.
 *
 * @see JSON-RPC 2.0 section 5.1
 */
export function withInvalidParams(message: JSONRPCMessage): JSONRPCMessage {
  if (!isJSONRPCErrorResponse(message) || message.error.code !== INTERNAL_ERROR) return message;
  const issue = firstIssueIn(message.error.message);
  if (!issue) return message;
  const path = issue.path.slice(0, LONGEST).map((part) => cutText(String(part), LONGEST));
  const text = cutText(`Invalid params: ${path.join('.')}: ${issue.message}`, LONGEST);
  return { ...message, error: { code: ErrorCode.InvalidParams, message: text } };
}

function firstIssueIn(text: string): z.output<typeof Issue> | undefined {
  try {
    return Issues.safeParse(JSON.parse(text)).data?.[0];
  } catch {
    return undefined;
  }
}
