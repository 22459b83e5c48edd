import { ChatAnthropic } from '@langchain/anthropic';
import { MultiServerMCPClient } from '@langchain/mcp-adapters';
import { createAgent } from 'langchain';
import { converse, headers, mcpUrl, providerUrl, TURNS } from './job.mjs';

const client = new MultiServerMCPClient({ mcpServers: { telnyx: { transport: 'http', url: mcpUrl, headers } } });
const model = new ChatAnthropic({ model: 'claude-sonnet-5', apiKey: 'stub', anthropicApiUrl: providerUrl });
const agent = createAgent({ model, tools: await client.getTools() });
await converse(async (prompt) => {
  const { messages } = await agent.invoke({ messages: [{ role: 'user', content: prompt }] }, { recursionLimit: 3 * TURNS });
  return messages.at(-1).text;
});
await client.close();
