import { html, type Html, type Icon } from '../../platform/index.ts';
import {
  antigravityCommand,
  claudeCodeCommand,
  clineFile,
  codexCommands,
  copilotCliFile,
  cursorFile,
  cursorInstallLink,
  geminiCommand,
  geminiFile,
  INSPECTOR_COMMAND,
  mcpRemoteFile,
  SERVER_NAME as NAME,
  vsCodeFile,
  vsCodeInstallLink,
  windsurfFile,
  zedFile,
  type Client,
} from '../clients/index.ts';

/** A client to choose, as its tile shows it. */
export interface ClientTile extends Client {
  readonly icon: Icon;
  /** Hints at the product’s colour. */
  readonly hue?: 'clay' | 'blue' | 'green';
  readonly hint: string;
}

const SIGN_IN = html`A window opens. Choose what it may do, then sign in with Microsoft.`;

/** How to connect each client by URL alone. Menus get renamed, so each step names what to look for. */
export function connectableClients(url: string, local: boolean): readonly ClientTile[] {
  const fromInternet = (client: string): Pick<Client, 'outOfReach' | 'notice'> =>
    local
      ? { outOfReach: true, notice: html`${client} connects from the internet and cannot reach this address. Use the deployed server.` }
      : {};
  return [
    {
      id: 'claude',
      title: 'Claude',
      icon: 'spark',
      hue: 'clay',
      hint: local ? 'Not from this address' : 'Web, desktop, phone',
      ...fromInternet('Claude'),
      steps: [
        html`In Claude, open <b>Settings → Connectors</b>.`,
        html`Choose <b>Add custom connector</b>. Name it <code>${NAME}</code> and paste the server URL. Leave the advanced settings empty.`,
        html`Press <b>Connect</b>. ${SIGN_IN}`,
      ],
      remark: html`It is then on your phone, too. On Team and Enterprise plans, an owner adds the connector first.`,
    },
    {
      id: 'claude-code',
      title: 'Claude Code',
      icon: 'terminal',
      hue: 'clay',
      hint: 'One command',
      snippets: [{ id: 'claude-code-command', name: 'the Claude Code command', text: claudeCodeCommand(url) }],
      steps: [
        html`Run the command in a terminal.`,
        html`In Claude Code, type <code>/mcp</code>, pick <b>${NAME}</b>, then <b>Authenticate</b>. ${SIGN_IN}`,
      ],
    },
    {
      id: 'chatgpt',
      title: 'ChatGPT',
      icon: 'hexagon',
      hint: local ? 'Not from this address' : 'Developer mode',
      ...fromInternet('ChatGPT'),
      steps: [
        html`On the web, open <b>Settings → Apps → Advanced settings</b> and turn on <b>Developer mode</b>.`,
        html`Choose <b>Create app</b>. Paste the server URL and pick <b>OAuth</b>.`,
        html`Press <b>Create</b>. ${SIGN_IN}`,
      ],
      remark: html`In a company workspace, an admin allows developer mode first. The menu is called <b>Connectors</b> in some plans.`,
    },
    {
      id: 'vs-code',
      title: 'VS Code',
      icon: 'braces',
      hue: 'blue',
      hint: 'One click',
      install: { href: vsCodeInstallLink(url), label: 'Add to VS Code', note: 'VS Code shows what it adds, and asks.' },
      steps: [html`Start the server. VS Code asks whether it may sign in: allow it.`, SIGN_IN],
      snippets: [
        {
          id: 'vs-code-file',
          name: 'the VS Code settings',
          folded: 'Add it by hand',
          where: html`In <code>.vscode/mcp.json</code>:`,
          text: vsCodeFile(url),
        },
      ],
    },
    {
      id: 'cursor',
      title: 'Cursor',
      icon: 'cube',
      hint: 'One click',
      install: { href: cursorInstallLink(url), label: 'Add to Cursor', note: 'Cursor shows what it adds, and asks.' },
      steps: [html`In Cursor’s settings, find <b>${NAME}</b> among the MCP servers and press <b>Connect</b>.`, SIGN_IN],
      snippets: [
        {
          id: 'cursor-file',
          name: 'the Cursor settings',
          folded: 'Add it by hand',
          where: html`In <code>~/.cursor/mcp.json</code>:`,
          text: cursorFile(url),
        },
      ],
    },
    {
      id: 'copilot-studio',
      title: 'Copilot Studio',
      icon: 'loops',
      hue: 'blue',
      hint: local ? 'Not from this address' : 'Add a tool',
      ...fromInternet('Copilot Studio'),
      steps: [
        html`On your agent’s <b>Tools</b> page, choose <b>Add a tool → New tool → Model Context Protocol</b>.`,
        html`Paste the server URL. Pick <b>OAuth 2.0</b> with <b>Dynamic discovery</b>.`,
        html`Create the connection. ${SIGN_IN}`,
      ],
    },
    {
      id: 'codex',
      title: 'Codex',
      icon: 'prompt',
      hint: 'Two commands',
      snippets: [{ id: 'codex-commands', name: 'the Codex commands', text: codexCommands(url) }],
      steps: [html`Run both in a terminal. ${SIGN_IN}`],
    },
    {
      id: 'gemini',
      title: 'Gemini CLI',
      icon: 'star',
      hue: 'blue',
      hint: 'or Antigravity CLI',
      snippets: [
        {
          id: 'gemini-command',
          name: 'the Gemini CLI command',
          where: 'Gemini CLI, for API keys and Code Assist licenses:',
          text: geminiCommand(url),
        },
        {
          id: 'antigravity-command',
          name: 'the Antigravity CLI command',
          where: 'Antigravity CLI, for personal accounts:',
          text: antigravityCommand(url),
        },
        {
          id: 'gemini-file',
          name: 'the Gemini CLI settings',
          folded: 'Add it by hand',
          where: html`In <code>~/.gemini/settings.json</code>. The key is <code>httpUrl</code>; Antigravity’s is <code>serverUrl</code>.`,
          text: geminiFile(url),
        },
      ],
      steps: [html`Start it and type <code>/mcp</code>. In Gemini CLI, <code>/mcp auth ${NAME}</code> signs you in. ${SIGN_IN}`],
    },
    {
      id: 'windsurf',
      title: 'Windsurf',
      icon: 'wind',
      hue: 'green',
      hint: 'Settings file',
      snippets: [
        {
          id: 'windsurf-file',
          name: 'the Windsurf settings',
          where: html`Add this to <code>~/.codeium/windsurf/mcp_config.json</code>. The key is <code>serverUrl</code>.`,
          text: windsurfFile(url),
        },
      ],
      steps: [html`Refresh the MCP servers in Cascade. ${SIGN_IN}`],
    },
    {
      id: 'copilot-cli',
      title: 'Copilot CLI',
      icon: 'loops',
      hint: 'of GitHub',
      snippets: [
        {
          id: 'copilot-cli-file',
          name: 'the Copilot CLI settings',
          where: html`Add this to <code>~/.copilot/mcp-config.json</code>, or type <code>/mcp add</code> and choose <b>HTTP</b>.`,
          text: copilotCliFile(url),
        },
      ],
      steps: [html`Start Copilot CLI again. ${SIGN_IN}`],
    },
    {
      id: 'claude-desktop',
      title: 'Claude Desktop',
      icon: 'laptop',
      hue: 'clay',
      hint: 'Without a connector',
      snippets: [
        {
          id: 'claude-desktop-file',
          name: 'the Claude Desktop settings',
          where: html`Open <b>Settings → Developer → Edit config</b> and add this to <code>claude_desktop_config.json</code>:`,
          text: mcpRemoteFile(url),
        },
      ],
      steps: [html`Quit Claude Desktop and start it again. ${SIGN_IN}`],
      remark: html`For servers that Claude cannot reach from the internet, or plans without custom connectors. Needs Node.js.`,
    },
    { id: 'other', title: 'Other', icon: 'dots', hint: 'Inspector, Zed, Cline …', ...others(url) },
  ];
}

/** Clients that take the URL, each by its own key. */
function others(url: string): Pick<Client, 'notice' | 'snippets' | 'remark'> {
  const alias: Html = html`If a client wants an address that ends in <code>/mcp</code>, take <code>${url.replace(/\/stream$/, '')}</code>.
    Clients that cannot sign in take <a href="/test-auth">an access token</a>.`;
  return {
    snippets: [
      {
        id: 'inspector-command',
        name: 'the MCP Inspector command',
        where: html`<b>MCP Inspector.</b> Choose <b>Streamable HTTP</b>, paste the server URL and press <b>Connect</b>.`,
        text: INSPECTOR_COMMAND,
      },
      {
        id: 'zed-file',
        name: 'the Zed settings',
        folded: 'Zed',
        where: html`In <code>settings.json</code>, under <code>context_servers</code>:`,
        text: zedFile(url),
      },
      {
        id: 'cline-file',
        name: 'the Cline settings',
        folded: 'Cline',
        where: html`In <code>cline_mcp_settings.json</code>. Without <code>type</code> it does not connect.`,
        text: clineFile(url),
      },
      {
        id: 'lm-studio-file',
        name: 'the LM Studio settings',
        folded: 'LM Studio',
        where: html`In <code>mcp.json</code>, as in Cursor:`,
        text: cursorFile(url),
      },
      {
        id: 'goose-address',
        name: 'the address',
        folded: 'Goose, Le Chat and others',
        where: html`Goose: <code>goose configure</code>, <b>Add Extension</b>, <b>Remote Extension (Streamable HTTP)</b>. Le Chat:
          <b>Connectors → Add Connector → Custom MCP Connector</b>. Both take the server URL.`,
        text: url,
      },
    ],
    remark: alias,
  };
}
