import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { CallToolRequestSchema, ErrorCode, ListToolsRequestSchema, McpError } from '@modelcontextprotocol/sdk/types.js';
// The low-level server: McpServer would convert every schema anew for each request.
/* eslint-disable @typescript-eslint/no-deprecated */
import { callTool } from './dispatch.ts';
import { CAPABILITIES, INSTRUCTIONS, SERVER_INFO } from './identity.ts';
import type { Session } from './session.ts';

/** The SDK would build an Ajv for every server; it is for elicitation only, which needs a session that we do not keep. */
const jsonSchemaValidator = {
  getValidator: () => () => ({ valid: false as const, data: undefined, errorMessage: 'not supported' }),
};

/** Serves one request of protocol versions 2024-11-05 to 2025-11-25, stateless. In: the request without its body; the body parsed. */
export async function serveLegacy(request: Request, parsedBody: unknown, session: Session): Promise<Response> {
  const server = new Server(SERVER_INFO, { capabilities: CAPABILITIES, instructions: INSTRUCTIONS, jsonSchemaValidator });
  // The endpoint puts the list in (tool-list.ts).
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [] }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal, _meta, sendNotification }) => {
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
  });
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: !wantsProgress(parsedBody) });
  await server.connect(transport);
  return transport.handleRequest(request, { parsedBody });
}

/** A JSON answer cannot carry progress: only who asked for it gets a stream. */
function wantsProgress(body: unknown): boolean {
  const meta = (body as { params?: { _meta?: { progressToken?: unknown } } } | null)?.params?._meta;
  return meta?.progressToken !== undefined;
}
