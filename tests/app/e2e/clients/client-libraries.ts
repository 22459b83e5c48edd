import { createMCPClient } from '@ai-sdk/mcp';
import {
  Client as V2Client,
  StreamableHTTPClientTransport as V2Transport,
  type VersionNegotiationMode,
} from '@modelcontextprotocol/client';
import { Client as V1Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as V1Transport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { z } from 'zod';

/** What a tool call brings, of which the libraries have types of their own. */
export const CallResult = z.object({
  isError: z.boolean().optional(),
  content: z.array(z.object({ type: z.string(), text: z.string().default('') })),
  structuredContent: z.record(z.string(), z.unknown()).default({}),
});
export type CallResult = z.output<typeof CallResult>;

/** A connected MCP client, whichever library it is. */
interface ConnectedClient {
  /** The protocol version that client and server agreed on. */
  readonly version: string;
  tools(): Promise<string[]>;
  call(name: string, args: Readonly<Record<string, unknown>>): Promise<CallResult>;
  close(): Promise<void>;
}

type Connect = (url: string, authorization: string | undefined) => Promise<ConnectedClient>;

const WHO = { name: 'e2e', version: '1.0.0' };

const headersOf = (authorization: string | undefined): Record<string, string> => (authorization === undefined ? {} : { authorization });

const v2 =
  (mode: VersionNegotiationMode): Connect =>
  async (url, authorization) => {
    const client = new V2Client(WHO, { versionNegotiation: { mode } });
    await client.connect(new V2Transport(new URL(url), { requestInit: { headers: headersOf(authorization) } }));
    return {
      version: client.getNegotiatedProtocolVersion() ?? '',
      tools: async () => (await client.listTools()).tools.map(({ name }) => name),
      call: async (name, args) => CallResult.parse(await client.callTool({ name, arguments: args })),
      close: () => client.close(),
    };
  };

const v1: Connect = async (url, authorization) => {
  const client = new V1Client(WHO);
  const transport = new V1Transport(new URL(url), { requestInit: { headers: headersOf(authorization) } });
  await client.connect(transport);
  return {
    version: transport.protocolVersion ?? '',
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, args) => CallResult.parse(await client.callTool({ name, arguments: args })),
    close: () => client.close(),
  };
};

const aiSdk: Connect = async (url, authorization) => {
  const client = await createMCPClient({ transport: { type: 'http', url, headers: headersOf(authorization) } });
  return {
    version: client.initializeResult.protocolVersion,
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, args) => CallResult.parse(await client.callTool({ name, arguments: args })),
    close: () => client.close(),
  };
};

/** Every client library that we promise to work with, in each era that it speaks. */
export const CLIENTS = {
  'sdk-v1': v1,
  'client-v2-legacy': v2('legacy'),
  'client-v2-auto': v2('auto'),
  'client-v2-modern': v2({ pin: '2026-07-28' }),
  'ai-sdk': aiSdk,
} as const satisfies Readonly<Record<string, Connect>>;

export type ClientName = keyof typeof CLIENTS;
