interface Snippet {
  readonly id: string;
  readonly title: string;
  readonly where: string;
  readonly text: string;
}

const pretty = (value: unknown) => JSON.stringify(value, null, 2);

/** In: the endpoint's URL and a token. Out: what to paste into each client (shapes as the clients document them). */
export function clientConfiguration(url: string, token: string): Snippet[] {
  const headers = { Authorization: `Bearer ${token}` };
  const server = { type: 'url', url, name: 'telnyx', authorization_token: token };
  return [
    {
      id: 'messages-api',
      title: 'Claude Messages API',
      where: 'Members of the request body; header anthropic-beta: mcp-client-2025-11-20',
      text: pretty({ mcp_servers: [server], tools: [{ type: 'mcp_toolset', mcp_server_name: 'telnyx' }] }),
    },
    {
      id: 'messages-api-older',
      title: 'Claude Messages API, older beta',
      where: 'Member of the request body; header anthropic-beta: mcp-client-2025-04-04',
      text: pretty({ mcp_servers: [server] }),
    },
    {
      id: 'claude-code',
      title: 'Claude Code',
      where: 'In a terminal',
      text: `claude mcp add --transport http telnyx ${url} --header "Authorization: Bearer ${token}"`,
    },
    {
      id: 'vs-code',
      title: 'VS Code',
      where: 'File .vscode/mcp.json',
      text: pretty({ servers: { telnyx: { type: 'http', url, headers } } }),
    },
    {
      id: 'cursor',
      title: 'Cursor',
      where: 'File ~/.cursor/mcp.json or .cursor/mcp.json',
      text: pretty({ mcpServers: { telnyx: { url, headers } } }),
    },
    {
      id: 'curl',
      title: 'Any other client, or curl',
      where: 'Streamable HTTP; send the header with every request',
      text: `curl -s ${url} -H "Authorization: Bearer ${token}" -H "Content-Type: application/json" -d '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'`,
    },
  ];
}
