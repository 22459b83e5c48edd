/** The same tools as one would serve them with the SDKs alone: no login, no limits, a server object per request as their own stateless samples make it. */
import { McpServer as McpServer1 } from '@modelcontextprotocol/sdk/server/mcp.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { createMcpHandler, McpServer as McpServer2, Server } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Tool, ToolContext } from '../../../shared/mcp/tool/index.ts';
import { callTool } from '../../support/call-tool.ts';

type Handler = (request: Request) => Promise<Response>;

const INFO = { name: 'reference', version: '1.0.0' };
const CAPABILITIES = { tools: { listChanged: false } };

/** The tools' zod schemas, made of what they show: an author would hold these. */
const zodOf = (schema: Tool['inputSchema']) => z.instanceof(z.ZodObject).parse(z.fromJSONSchema(schema));

/** @returns McpServer of SDK v1 (2025-11-25), McpServer and the low-level Server of SDK v2 (2026-07-28). */
export function createSdkHandlers(tools: readonly Tool[], context: () => ToolContext): Readonly<Record<'v1' | 'v2' | 'v2low', Handler>> {
  const offers = tools.map(({ name, title, description, annotations, inputSchema, outputSchema, ...tool }) => ({
    name,
    config: { title, description, annotations, inputSchema: zodOf(inputSchema), outputSchema: zodOf(outputSchema) },
    listing: { name, title, description, inputSchema, outputSchema, annotations },
    run: async (args: unknown) => {
      const { structured, text } = await callTool(tool, args, context());
      return { content: [{ type: 'text' as const, text }], structuredContent: { ...structured } };
    },
  }));
  const byName = new Map(offers.map((offer) => [offer.name, offer]));
  const list = { tools: offers.map(({ listing }) => listing) };

  const v2 = createMcpHandler(
    () => {
      const server = new McpServer2(INFO, { capabilities: CAPABILITIES });
      for (const { name, config, run } of offers) server.registerTool(name, config, run);
      return server;
    },
    { legacy: 'reject' },
  );
  const v2low = createMcpHandler(
    () => {
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the low-level server is what is measured
      const server = new Server(INFO, { capabilities: CAPABILITIES });
      server.setRequestHandler('tools/list', () => list);
      server.setRequestHandler('tools/call', async ({ params }) => {
        const offer = byName.get(params.name);
        if (!offer) throw new Error(`There is no tool ${params.name}.`);
        return offer.run(params.arguments);
      });
      return server;
    },
    { legacy: 'reject' },
  );
  return {
    async v1(request) {
      const server = new McpServer1(INFO, { capabilities: CAPABILITIES });
      for (const { name, config, run } of offers) server.registerTool(name, config, run);
      const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
      await server.connect(transport);
      return transport.handleRequest(request);
    },
    v2: (request) => v2.fetch(request),
    v2low: (request) => v2low.fetch(request),
  };
}
