import { Agent, MCPServerStreamableHttp, OpenAIProvider, Runner } from '@openai/agents';
import { converse, headers, mcpUrl, providerUrl, TURNS } from './job.mjs';

const server = new MCPServerStreamableHttp({
  url: mcpUrl,
  name: 'telnyx',
  requestInit: { headers },
  useStructuredContent: process.env.USE_STRUCTURED_CONTENT === 'true',
});
await server.connect();
const modelProvider = new OpenAIProvider({ baseURL: providerUrl, apiKey: 'stub', useResponses: true });
const runner = new Runner({ modelProvider, model: 'stub', tracingDisabled: true });
const agent = new Agent({ name: 'agent', mcpServers: [server] });
await converse(async (prompt) => (await runner.run(agent, prompt, { maxTurns: TURNS })).finalOutput);
await server.close();
