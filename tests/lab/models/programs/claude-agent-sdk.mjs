import { query } from '@anthropic-ai/claude-agent-sdk';
import { converse, headers, mcpUrl, providerUrl, TURNS } from './job.mjs';

// A variable that is not named here does not reach Claude Code: no key, no settings of whoever runs the tests.
const { PATH, HOME, TMPDIR } = process.env;
const env = {
  PATH,
  HOME,
  TMPDIR,
  ANTHROPIC_BASE_URL: providerUrl,
  ANTHROPIC_API_KEY: 'stub',
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  DISABLE_TELEMETRY: '1',
  DISABLE_ERROR_REPORTING: '1',
  DISABLE_AUTOUPDATER: '1',
};

await converse(async (prompt) => {
  let said;
  const options = {
    env,
    cwd: HOME,
    mcpServers: { telnyx: { type: 'http', url: mcpUrl, headers } },
    allowedTools: ['mcp__telnyx'],
    tools: [],
    settingSources: [],
    maxTurns: TURNS,
    stderr: (line) => console.error(line),
  };
  for await (const message of query({ prompt, options })) if (message.type === 'result') said = message.result ?? message.subtype;
  return said;
});
