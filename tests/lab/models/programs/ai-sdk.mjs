import { createAnthropic } from '@ai-sdk/anthropic';
import { createMCPClient } from '@ai-sdk/mcp';
import { generateText, isStepCount } from 'ai';
import { converse, headers, mcpUrl, providerUrl, TURNS } from './job.mjs';

const client = await createMCPClient({ transport: { type: 'http', url: mcpUrl, headers } });
const tools = await client.tools();
const model = createAnthropic({ baseURL: `${providerUrl}/v1`, apiKey: 'stub' })('claude-sonnet-5');
await converse(async (prompt) => (await generateText({ model, tools, prompt, stopWhen: isStepCount(TURNS) })).text);
await client.close();
