import { createAnthropic } from '@ai-sdk/anthropic';
import { Agent } from '@mastra/core/agent';
import { MCPClient } from '@mastra/mcp';
import { converse, headers, mcpUrl, providerUrl, TURNS } from './job.mjs';

const client = new MCPClient({ servers: { telnyx: { url: new URL(mcpUrl), requestInit: { headers } } } });
const model = createAnthropic({ baseURL: `${providerUrl}/v1`, apiKey: 'stub' })('claude-sonnet-5');
const agent = new Agent({ id: 'agent', name: 'agent', instructions: 'Use the tools.', model, tools: await client.listTools() });
await converse(async (prompt) => (await agent.generate(prompt, { maxSteps: TURNS })).text);
await client.disconnect();
