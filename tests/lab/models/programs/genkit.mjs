import { googleAI } from '@genkit-ai/google-genai';
import { createMcpHost } from '@genkit-ai/mcp';
import { genkit } from 'genkit';
import { converse, headers, mcpUrl, providerUrl, TURNS } from './job.mjs';

const ai = genkit({ plugins: [googleAI({ apiKey: 'stub', baseUrl: providerUrl })] });
const host = createMcpHost({ name: 'host', mcpServers: { telnyx: { url: mcpUrl, requestInit: { headers } } } });
const tools = await host.getActiveTools(ai);
const model = googleAI.model('gemini-2.5-flash');
await converse(async (prompt) => (await ai.generate({ model, tools, prompt, maxTurns: TURNS })).text);
await host.close();
