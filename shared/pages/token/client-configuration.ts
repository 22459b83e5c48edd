import { cursorInstallLink, html, SERVER_NAME as NAME, vsCodeInstallLink, type ClientTab } from '../../platform/index.ts';

const pretty = (value: unknown) => JSON.stringify(value, null, 2);

/**
 * What to paste into each client, as the clients document it.
 *
 * Sources: platform.claude.com (MCP connector), code.claude.com/docs/en/mcp, code.visualstudio.com/docs (MCP servers), cursor.com/docs/mcp.
 */
export function clientConfiguration(url: string, token: string): readonly ClientTab[] {
  const headers = { Authorization: `Bearer ${token}` };
  const server = { type: 'url', url, name: NAME, authorization_token: token };
  return [
    {
      id: 'messages-api',
      title: 'Messages API',
      notice: url.startsWith('http://')
        ? html`The Messages API connects from the internet, over https: it cannot reach <code>${url}</code>.`
        : undefined,
      snippets: [
        {
          id: 'messages-api-current',
          name: 'Messages API configuration',
          where: 'Into the request body, with the header',
          code: 'anthropic-beta: mcp-client-2025-11-20',
          text: pretty({ mcp_servers: [server], tools: [{ type: 'mcp_toolset', mcp_server_name: NAME }] }),
        },
        {
          id: 'messages-api-older',
          name: 'Messages API configuration of the older beta',
          folded: 'Older beta',
          where: 'Into the request body, with the header',
          code: 'anthropic-beta: mcp-client-2025-04-04',
          text: pretty({ mcp_servers: [server] }),
        },
      ],
    },
    {
      id: 'claude-code',
      title: 'Claude Code',
      snippets: [
        {
          id: 'claude-code-command',
          name: 'Claude Code command',
          where: 'In a terminal',
          text: `claude mcp add --transport http ${NAME} ${url} --header "Authorization: Bearer ${token}"`,
        },
      ],
    },
    {
      id: 'vs-code',
      title: 'VS Code',
      snippets: [
        {
          id: 'vs-code-file',
          name: 'VS Code configuration',
          where: 'Into a file that stays out of version control:',
          code: '.vscode/mcp.json',
          text: pretty({ servers: { [NAME]: { type: 'http', url, headers } } }),
        },
      ],
      install: { href: vsCodeLink(url), label: 'Add to VS Code', note: 'VS Code asks for the token and keeps it encrypted.' },
    },
    {
      id: 'cursor',
      title: 'Cursor',
      snippets: [
        {
          id: 'cursor-file',
          name: 'Cursor configuration',
          where: 'Into the file',
          code: '~/.cursor/mcp.json',
          text: pretty({ mcpServers: { [NAME]: { url, headers } } }),
        },
      ],
      install: { href: cursorInstallLink({ url, headers }), label: 'Add to Cursor', note: 'The link carries the token.' },
    },
    {
      id: 'other',
      title: 'Other',
      snippets: [
        {
          id: 'endpoint',
          name: 'endpoint',
          where: 'Any client of Streamable HTTP connects to',
          text: url,
        },
        {
          id: 'authorization-header',
          name: 'header',
          where: 'and sends this with every request; a doubled “Bearer” does no harm.',
          text: `Authorization: Bearer ${token}`,
        },
        {
          id: 'curl-command',
          name: 'curl command',
          where: 'To try it in a terminal',
          text: `curl -s ${url} -H "Authorization: Bearer ${token}" -H "Content-Type: application/json" -d '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'`,
        },
      ],
    },
  ];
}

/** The link does not contain the token: VS Code asks for the value of an input and stores it. */
function vsCodeLink(url: string): string {
  const id = `${NAME}-token`;
  const headers = { Authorization: `Bearer \${input:${id}}` };
  const inputs = [{ type: 'promptString', id, description: 'Access token', password: true }];
  return vsCodeInstallLink({ type: 'http', url, headers, inputs });
}
