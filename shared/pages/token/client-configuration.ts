import { html } from '../../platform/index.ts';
import {
  antigravityTokenCommand,
  authorizationHeader,
  claudeCodePowerShell,
  claudeCodeTokenCommand,
  clineFile,
  codexTokenCommand,
  copilotCliFile,
  curlCommand,
  cursorFile,
  cursorInstallLink,
  geminiTokenCommand,
  mcpRemoteFile,
  MESSAGES_API,
  messagesApiRequest,
  SERVER_NAME,
  vsCodeFile,
  vsCodeInstallLink,
  windsurfFile,
  zedFile,
  type Client,
} from '../clients/index.ts';

/** What people do not see: `read` shows nothing. */
const ASKS = html`The command waits: paste the token and press Enter. Nothing is shown.`;

/** What to paste into each client, with the token in it or asked for. */
export function clientConfiguration(url: string, token: string): readonly Client[] {
  const local = url.startsWith('http://');
  return [
    {
      id: 'messages-api',
      title: 'Messages API',
      outOfReach: local,
      notice: local
        ? html`The Messages API connects from the internet, over https. It cannot reach this address: use the deployed server.`
        : undefined,
      snippets: [
        {
          id: 'messages-api-current',
          name: 'the Messages API request',
          where: html`Put a model in place of <code>YOUR-MODEL</code>.`,
          text: messagesApiRequest(url, token, MESSAGES_API.current),
        },
        {
          id: 'messages-api-older',
          name: 'the request in the deprecated shape',
          folded: 'Deprecated shape',
          where: html`Header <code>${MESSAGES_API.deprecated}</code>, without <code>tools</code>. Anthropic calls it deprecated.`,
          text: messagesApiRequest(url, token, MESSAGES_API.deprecated),
        },
      ],
      remark: html`Copy takes the whole token. With the newer header <code>${MESSAGES_API.newer}</code> a request can pin the list of tools.`,
    },
    {
      id: 'claude-code',
      title: 'Claude Code',
      snippets: [
        { id: 'claude-code-command', name: 'the Claude Code command', text: claudeCodeTokenCommand(url) },
        { id: 'claude-code-powershell', name: 'the PowerShell command', folded: 'PowerShell', text: claudeCodePowerShell(url) },
      ],
      remark: html`${ASKS} It stays out of your shell history.`,
    },
    {
      id: 'vs-code',
      title: 'VS Code',
      install: {
        href: vsCodeInstallLink(url, { asksForToken: true }),
        label: 'Add to VS Code',
        note: 'VS Code asks for the token and keeps it encrypted.',
      },
      snippets: [
        {
          id: 'vs-code-file',
          name: 'the VS Code settings',
          folded: 'Add it by hand',
          where: html`In <code>.vscode/mcp.json</code>, kept out of version control:`,
          text: vsCodeFile(url, token),
        },
      ],
    },
    {
      id: 'cursor',
      title: 'Cursor',
      install: { href: cursorInstallLink(url, token), label: 'Add to Cursor', note: 'The link carries the token.' },
      snippets: [
        {
          id: 'cursor-file',
          name: 'the Cursor settings',
          folded: 'Add it by hand',
          where: html`In <code>~/.cursor/mcp.json</code>:`,
          text: cursorFile(url, token),
        },
      ],
    },
    {
      id: 'codex',
      title: 'Codex',
      snippets: [{ id: 'codex-command', name: 'the Codex command', text: codexTokenCommand(url) }],
      remark: html`${ASKS} Codex reads the variable at each start: set it in the shell that starts Codex.`,
    },
    {
      id: 'more-clients',
      title: 'More clients',
      snippets: [
        { id: 'gemini-command', name: 'the Gemini CLI command', folded: 'Gemini CLI', where: ASKS, text: geminiTokenCommand(url) },
        {
          id: 'antigravity-command',
          name: 'the Antigravity CLI command',
          folded: 'Antigravity CLI',
          where: ASKS,
          text: antigravityTokenCommand(url),
        },
        {
          id: 'copilot-cli-file',
          name: 'the Copilot CLI settings',
          folded: 'GitHub Copilot CLI',
          where: html`In <code>~/.copilot/mcp-config.json</code>:`,
          text: copilotCliFile(url, token),
        },
        {
          id: 'windsurf-file',
          name: 'the Windsurf settings',
          folded: 'Windsurf',
          where: html`In <code>~/.codeium/windsurf/mcp_config.json</code>:`,
          text: windsurfFile(url, token),
        },
        {
          id: 'claude-desktop-file',
          name: 'the Claude Desktop settings',
          folded: 'Claude Desktop',
          where: html`In <code>claude_desktop_config.json</code>; needs Node.js:`,
          text: mcpRemoteFile(url, token),
        },
        {
          id: 'zed-file',
          name: 'the Zed settings',
          folded: 'Zed',
          where: html`In Zed’s <code>settings.json</code>:`,
          text: zedFile(url, token),
        },
        {
          id: 'cline-file',
          name: 'the Cline settings',
          folded: 'Cline',
          where: html`In <code>cline_mcp_settings.json</code>:`,
          text: clineFile(url, token),
        },
      ],
      remark: html`claude.ai and ChatGPT take no token. <a href="/">Connect them by URL.</a>`,
    },
    {
      id: 'curl',
      title: 'curl',
      snippets: [
        { id: 'curl-command', name: 'the curl command', text: curlCommand(url, token) },
        {
          id: 'authorization-header',
          name: 'the header',
          where: html`Any client of Streamable HTTP takes the URL <code>${url}</code>, the name <code>${SERVER_NAME}</code> and this header:`,
          text: authorizationHeader(token),
        },
      ],
    },
  ];
}
