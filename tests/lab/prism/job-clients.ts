import { Client as V2Client, StreamableHTTPClientTransport as V2Transport } from '@modelcontextprotocol/client';
import { Client as V1Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as V1Transport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { z } from 'zod';

const Result = z.object({
  isError: z.boolean().default(false),
  content: z.array(z.object({ text: z.string().default('') })),
  structuredContent: z.record(z.string(), z.unknown()).default({}),
});

/** What a tool call brought. */
export interface Called {
  readonly isError: boolean;
  readonly text: string;
  readonly structured: Readonly<Record<string, unknown>>;
}

/** A real client that is connected and has listed the tools, so that it checks answers against their schemas by itself. */
export interface JobClient {
  readonly version: string | undefined;
  call(name: string, args: Record<string, unknown>): Promise<Called>;
  stop(): Promise<void>;
}

/** Shows the page of a request to the person, who decides there. */
type Open = (url: string) => Promise<unknown>;
type Connect = (url: URL, token: string, open: Open) => Promise<JobClient>;

const WHO = { name: 'jobs', version: '1.0.0' };
const bearer = (token: string) => ({ requestInit: { headers: { authorization: `Bearer ${token}` } } });

function calledOf(raw: unknown): Called {
  const { isError, content, structuredContent } = Result.parse(raw);
  return { isError, text: content.map(({ text }) => text).join('\n'), structured: structuredContent };
}

const v1: Connect = async (url, token) => {
  const client = new V1Client(WHO);
  const transport = new V1Transport(url, bearer(token));
  await client.connect(transport);
  await client.listTools();
  return {
    version: transport.protocolVersion,
    call: async (name, args) => calledOf(await client.callTool({ name, arguments: args })),
    stop: () => client.close(),
  };
};

const v2 =
  (mode: 'legacy' | { pin: string }): Connect =>
  async (url, token, open) => {
    const opensPages = mode !== 'legacy';
    const client = new V2Client(WHO, {
      versionNegotiation: { mode },
      ...(opensPages && { capabilities: { elicitation: { url: {} } } }),
    });
    if (opensPages)
      client.setRequestHandler('elicitation/create', async ({ params }) => {
        if (params.mode !== 'url') return { action: 'decline' };
        await open(params.url);
        return { action: 'accept' };
      });
    await client.connect(new V2Transport(url, bearer(token)));
    await client.listTools();
    return {
      version: client.getNegotiatedProtocolVersion(),
      call: async (name, args) => calledOf(await client.callTool({ name, arguments: args })),
      stop: () => client.close(),
    };
  };

/** The clients, the protocol version each speaks, and whether it opens the page of an approval by itself. */
export const JOB_CLIENTS = [
  { client: 'SDK v1', version: '2025-11-25', opensPages: false, connect: v1 },
  { client: 'SDK v2', version: '2025-11-25', opensPages: false, connect: v2('legacy') },
  { client: 'SDK v2', version: '2026-07-28', opensPages: true, connect: v2({ pin: '2026-07-28' }) },
] as const;
