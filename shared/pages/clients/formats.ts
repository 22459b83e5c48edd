/**
 * What each client takes: its command, its file, its link. The one place that knows; the pages at `/` and `/test-auth` show it, and a test
 * compares the documents with it.
 *
 * Sources (November 2026): platform.claude.com (MCP connector), code.claude.com/docs/en/mcp, code.visualstudio.com/docs (MCP servers),
 * cursor.com/docs/mcp, github.com/openai/codex (pull request 4904, `codex mcp --help`), geminicli.com/docs/tools/mcp-server,
 * developer.mescius.com/mcp/docs (Antigravity CLI), docs.github.com (Copilot CLI: add MCP servers), docs.windsurf.com (Cascade MCP),
 * github.com/geelen/mcp-remote, zed.dev/docs/ai/mcp, github.com/cline/cline (issue 6767), lmstudio.ai/docs/app/mcp.
 */

/** The server's name in the configuration of every client. */
export const SERVER_NAME = 'telnyx';
const NAME = SERVER_NAME;

/** The variable of commands that take a token, so that it is not in them. */
const VARIABLE = 'TELNYX_TOKEN';

const json = (value: unknown) => JSON.stringify(value, null, 2);
/** In one line. */
const flat = (value: unknown) => JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

// With a token, a file holds it; without, the client opens a page to sign in.
const remote = (url: string, token: string | undefined) => ({ url, ...(token !== undefined && { headers: bearer(token) }) });
const remoteHttp = (url: string, token?: string) => ({ type: 'http', ...remote(url, token) });

export const vsCodeFile = (url: string, token?: string): string => json({ servers: { [NAME]: remoteHttp(url, token) } });

/** Also for LM Studio. */
export const cursorFile = (url: string, token?: string): string => json({ mcpServers: { [NAME]: remote(url, token) } });

/** The CLI wants to be told which tools it may use. */
export const copilotCliFile = (url: string, token?: string): string =>
  json({ mcpServers: { [NAME]: { ...remoteHttp(url, token), tools: ['*'] } } });

/** `url` alone would not connect. */
export function windsurfFile(url: string, token?: string): string {
  return json({ mcpServers: { [NAME]: { serverUrl: url, ...(token !== undefined && { headers: bearer(token) }) } } });
}

/** `url` would mean SSE here. */
export function geminiFile(url: string, token?: string): string {
  return json({ mcpServers: { [NAME]: { httpUrl: url, ...(token !== undefined && { headers: bearer(token) }) } } });
}

/** Claude Desktop starts programs alone: mcp-remote is one that passes on what it says. Arguments with spaces break on Windows. */
export function mcpRemoteFile(url: string, token?: string): string {
  const args = ['-y', 'mcp-remote', url, ...(token === undefined ? [] : ['--header', 'Authorization:${AUTH_HEADER}'])];
  const env = token !== undefined && { env: { AUTH_HEADER: `Bearer ${token}` } };
  return json({ mcpServers: { [NAME]: { command: 'npx', args, ...env } } });
}

export const zedFile = (url: string, token?: string): string => json({ context_servers: { [NAME]: remote(url, token) } });

/** Without `type`, Cline takes it for SSE. */
export const clineFile = (url: string, token?: string): string =>
  json({ mcpServers: { [NAME]: { type: 'streamableHttp', ...remote(url, token) } } });

export const INSPECTOR_COMMAND = 'npx @modelcontextprotocol/inspector';

/** Known in every folder: the default scope is the current one alone. */
export const claudeCodeCommand = (url: string): string => `claude mcp add --scope user --transport http ${NAME} ${url}`;

export const codexCommands = (url: string): string => `codex mcp add ${NAME} --url ${url}\ncodex mcp login ${NAME}`;

export const geminiCommand = (url: string): string => `gemini mcp add --scope user --transport http ${NAME} ${url}`;

export const antigravityCommand = (url: string): string => `agy mcp add ${NAME} ${url}`;

/**
 * Asks for the token, so that it is neither on the screen nor in the history of the shell. One command with what follows: of lines that are
 * pasted one by one, `read` would take the second. No comment: zsh has none at the prompt.
 */
const READ = `read -rs ${VARIABLE} && \\\n  `;
const HEADER = `--header "Authorization: Bearer $${VARIABLE}"`;

export const claudeCodeTokenCommand = (url: string): string => `${READ}${claudeCodeCommand(url)} \\\n  ${HEADER}`;

/** The same for PowerShell, also for that of Windows, where `Read-Host` masks nothing but secure strings. */
export const claudeCodePowerShell = (url: string): string =>
  `$token = [Net.NetworkCredential]::new('', (Read-Host 'Token' -AsSecureString)).Password; ${claudeCodeCommand(url)} --header "Authorization: Bearer $token"`;

/** Codex keeps the name of the variable. It refuses a token in its file. */
export const codexTokenCommand = (url: string): string =>
  `${READ}export ${VARIABLE} && codex mcp add ${NAME} --url ${url} --bearer-token-env-var ${VARIABLE}`;

export const geminiTokenCommand = (url: string): string => `${READ}gemini mcp add --scope user --transport http ${HEADER} ${NAME} ${url}`;

/** Options go before the name. */
export const antigravityTokenCommand = (url: string): string => `${READ}agy mcp add ${HEADER} ${NAME} ${url}`;

/** The header of the Messages API, and the one before, whose body has no `tools`. */
export const MESSAGES_API = {
  current: 'mcp-client-2025-11-20',
  newer: 'mcp-client-2026-09-15',
  deprecated: 'mcp-client-2025-04-04',
} as const;

/** A whole request to the Messages API. */
export function messagesApiRequest(url: string, token: string, beta: typeof MESSAGES_API.current | typeof MESSAGES_API.deprecated): string {
  const body: Readonly<Record<string, unknown>> = {
    model: 'YOUR-MODEL',
    max_tokens: 1000,
    messages: [{ role: 'user', content: 'Which phone numbers do we own?' }],
    mcp_servers: [{ type: 'url', url, name: NAME, authorization_token: token }],
    ...(beta === MESSAGES_API.current && { tools: [{ type: 'mcp_toolset', mcp_server_name: NAME }] }),
  };
  const members = Object.entries(body).map(([key, value]) => `    "${key}": ${flat(value)}`);
  return `curl https://api.anthropic.com/v1/messages \\
  -H "x-api-key: $ANTHROPIC_API_KEY" \\
  -H "anthropic-version: 2023-06-01" \\
  -H "anthropic-beta: ${beta}" \\
  -H "content-type: application/json" \\
  -d '{\n${members.join(',\n')}\n  }'`;
}

export const authorizationHeader = (token: string): string => `Authorization: ${bearer(token).Authorization}`;

/** Lists the tools. */
export const curlCommand = (url: string, token: string): string =>
  `curl -s ${url} \\
  -H "${authorizationHeader(token)}" \\
  -H "Content-Type: application/json" \\
  -d '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'`;

/**
 * A link that adds the server to VS Code. It never holds a token: VS Code asks for the value of an input and stores it.
 *
 * @see https://code.visualstudio.com/api/extension-guides/ai/mcp#create-an-mcp-installation-url
 */
export function vsCodeInstallLink(url: string, { asksForToken = false } = {}): string {
  const id = `${NAME}-token`;
  const inputs = [{ type: 'promptString', id, description: 'Access token', password: true }];
  const server = asksForToken ? { ...remoteHttp(url, `\${input:${id}}`), inputs } : remoteHttp(url);
  return `vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name: NAME, ...server }))}`;
}

/**
 * A link that adds the server to Cursor; it holds the token if there is one.
 *
 * @see https://cursor.com/docs/mcp/install-links
 */
export function cursorInstallLink(url: string, token?: string): string {
  const encoded = Buffer.from(JSON.stringify(remote(url, token))).toString('base64');
  return `cursor://anysphere.cursor-deeplink/mcp/install?name=${NAME}&config=${encodeURIComponent(encoded)}`;
}
