import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { z } from 'zod';

const Result = z.looseObject({
  isError: z.boolean().optional(),
  content: z.array(z.looseObject({ text: z.string().optional() })),
  structuredContent: z.record(z.string(), z.unknown()).optional(),
});
export type Result = z.output<typeof Result>;

/** A real MCP client. It checks every structured answer against the output schema by itself, once it has listed the tools. */
export interface Connection {
  /** The protocol version it speaks with the server. */
  readonly version: string | undefined;
  readonly list: () => Promise<string[]>;
  /** Given `progress`, it asks for progress and tells every message to it. */
  readonly call: (name: string, args: Record<string, unknown>, progress?: (message: string) => void) => Promise<Result>;
  readonly close: () => Promise<void>;
}

export type Connect = (url: URL, token: string) => Promise<Connection>;

const WHO = { name: 'every-tool', version: '1.0.0' };
const bearer = (token: string) => ({ requestInit: { headers: { authorization: `Bearer ${token}` } } });
const onProgress = (progress?: (message: string) => void) =>
  progress && { onprogress: ({ message }: { message?: string | undefined }) => progress(message ?? '') };
const names = ({ tools }: { readonly tools: readonly { readonly name: string }[] }) => tools.map(({ name }) => name);

const modern: Connect = async (url, token) => {
  const client = new ModernClient(WHO, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  await client.connect(new ModernTransport(url, bearer(token)));
  return {
    version: client.getNegotiatedProtocolVersion(),
    list: async () => names(await client.listTools()),
    call: async (name, args, progress) => Result.parse(await client.callTool({ name, arguments: args }, onProgress(progress))),
    close: () => client.close(),
  };
};

const legacy: Connect = async (url, token) => {
  const client = new LegacyClient(WHO);
  const transport = new LegacyTransport(url, bearer(token));
  await client.connect(transport);
  return {
    version: transport.protocolVersion,
    list: async () => names(await client.listTools()),
    call: async (name, args, progress) => Result.parse(await client.callTool({ name, arguments: args }, undefined, onProgress(progress))),
    close: () => client.close(),
  };
};

export const ERAS: readonly (readonly [version: string, connect: Connect])[] = [
  ['2026-07-28', modern],
  ['2025-11-25', legacy],
];
