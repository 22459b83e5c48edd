import { cursorInstallLink, html, SERVER_NAME as NAME, vsCodeInstallLink, type ClientTab, type Html } from '../../platform/index.ts';

const pretty = (value: unknown) => JSON.stringify(value, null, 2);

const LOG_IN = html`A window opens: choose what the client may do, then sign in with Microsoft.`;

/**
 * How to connect each client by URL alone. Menus get renamed, so each step names what to look for.
 *
 * Sources (November 2026): support.claude.com 11175166, code.claude.com/docs/en/mcp, help.openai.com
 * 12584461, code.visualstudio.com/docs (MCP servers), cursor.com/docs/mcp, learn.microsoft.com (Copilot Studio: existing MCP server),
 * modelcontextprotocol.io (Inspector).
 */
export function connectableClients(url: string, local: boolean): readonly ClientTab[] {
  const outOfReach = (client: string): Html | undefined =>
    local ? html`${client} connects from the internet, over https: it cannot reach this address. Use the deployed app.` : undefined;
  return [
    {
      id: 'claude',
      title: 'Claude',
      notice: outOfReach('Claude, in Desktop and mobile as well,'),
      steps: [
        html`In claude.ai or Claude Desktop open <b>Settings</b> (or <b>Customize</b>) → <b>Connectors</b>.`,
        html`Choose <b>Add custom connector</b>, name it <code>${NAME}</code> and paste the URL. The advanced settings stay empty.`,
        html`Press <b>Connect</b>. ${LOG_IN}`,
      ],
      remark: html`It is then in the mobile app, too. In a Team or Enterprise plan an owner of the organization adds it first.`,
    },
    {
      id: 'claude-code',
      title: 'Claude Code',
      snippets: [
        {
          id: 'claude-code-command',
          name: 'Claude Code command',
          where: 'In a terminal',
          text: `claude mcp add --transport http ${NAME} ${url}`,
        },
      ],
      steps: [html`In Claude Code type <code>/mcp</code>, choose <b>${NAME}</b> and <b>Authenticate</b>.`, LOG_IN],
    },
    {
      id: 'chatgpt',
      title: 'ChatGPT',
      notice: outOfReach('ChatGPT'),
      steps: [
        html`On the web open <b>Settings</b> → <b>Apps &amp; Connectors</b> (or <b>Apps</b>) → <b>Advanced</b> and turn on
          <b>Developer mode</b>.`,
        html`Go back and choose <b>Create</b>: paste the URL, with <b>OAuth</b> as authentication.`,
        LOG_IN,
      ],
      remark: html`In a company workspace an administrator allows developer mode first.`,
    },
    {
      id: 'vs-code',
      title: 'VS Code',
      install: { href: vsCodeInstallLink({ type: 'http', url }), label: 'Add to VS Code', note: 'VS Code shows what it adds, and asks.' },
      snippets: [
        {
          id: 'vs-code-file',
          name: 'VS Code configuration',
          where: 'Or by hand, into the file',
          code: '.vscode/mcp.json',
          text: pretty({ servers: { [NAME]: { type: 'http', url } } }),
        },
      ],
      steps: [html`Start the server; VS Code asks whether it may sign in. Allow it.`, LOG_IN],
    },
    {
      id: 'cursor',
      title: 'Cursor',
      install: { href: cursorInstallLink({ url }), label: 'Add to Cursor', note: 'Cursor shows what it adds, and asks.' },
      snippets: [
        {
          id: 'cursor-file',
          name: 'Cursor configuration',
          where: 'Or by hand, into the file',
          code: '~/.cursor/mcp.json',
          text: pretty({ mcpServers: { [NAME]: { url } } }),
        },
      ],
      steps: [html`In Cursor’s settings find <b>${NAME}</b> among the MCP servers; it asks you to log in or connect.`, LOG_IN],
    },
    {
      id: 'copilot-studio',
      title: 'Copilot Studio',
      notice: outOfReach('Copilot Studio'),
      steps: [
        html`On the <b>Tools</b> page of your agent choose <b>Add a tool</b> → <b>New tool</b> → <b>Model Context Protocol</b>.`,
        html`Paste the URL as server URL; choose <b>OAuth 2.0</b> with <b>Dynamic discovery</b>.`,
        html`Create the connection. ${LOG_IN}`,
      ],
    },
    {
      id: 'inspector',
      title: 'MCP Inspector',
      snippets: [
        {
          id: 'inspector-command',
          name: 'MCP Inspector command',
          where: 'In a terminal',
          text: 'npx @modelcontextprotocol/inspector',
        },
      ],
      steps: [html`Choose <b>Streamable HTTP</b> as transport, paste the URL and press <b>Connect</b>.`, LOG_IN],
    },
    {
      id: 'other',
      title: 'Other',
      steps: [
        html`Any client that knows remote MCP servers with OAuth needs the URL alone; it finds the rest by itself.`,
        html`The Messages API, scripts and clients without a login take a <a href="/test-auth">copied token</a>; its page has the
          configuration.`,
      ],
    },
  ];
}
