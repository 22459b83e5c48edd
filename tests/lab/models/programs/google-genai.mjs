import { GoogleGenAI, mcpToTool } from '@google/genai';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { converse, headers, mcpUrl, providerUrl, TURNS } from './job.mjs';

const client = new Client({ name: 'google-genai', version: '1.0.0' });
await client.connect(new StreamableHTTPClientTransport(new URL(mcpUrl), { requestInit: { headers } }));
const ai = new GoogleGenAI({ apiKey: 'stub', httpOptions: { baseUrl: providerUrl } });
const config = { tools: [mcpToTool(client)], automaticFunctionCalling: { maximumRemoteCalls: TURNS } };
await converse(async (contents) => (await ai.models.generateContent({ model: 'stub', contents, config })).text);
await client.close();
