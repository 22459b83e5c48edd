/** One client in one way of using it: a row of the table in docs/proof.md. */
interface Row {
  readonly id: string;
  readonly name: string;
  /** The npm package whose version the table names. */
  readonly package: string;
  /** `token`: pasted into a header. `OAuth`: by URL alone, a person allows it in a browser. */
  readonly login: 'token' | 'OAuth';
  /** The protocol version that must be agreed. */
  readonly protocol: '2025-11-25' | '2026-07-28';
  /** What the client does about a tool that its token does not reach. */
  readonly withoutScope: 'reports the 403' | 'does not offer the tool' | 'asks the person again';
}

const SDK_V2 = { package: '@modelcontextprotocol/client', login: 'token', withoutScope: 'reports the 403' } as const;
const INSPECTOR = { package: '@modelcontextprotocol/inspector', withoutScope: 'does not offer the tool' } as const;
const MCP_REMOTE = { package: 'mcp-remote', withoutScope: 'asks the person again' } as const;

/** Every client that is tried, in the order of the table. */
export const ROWS = [
  {
    id: 'sdk-v1',
    name: 'TypeScript SDK v1',
    package: '@modelcontextprotocol/sdk',
    login: 'token',
    protocol: '2025-11-25',
    withoutScope: 'reports the 403',
  },
  { id: 'sdk-v2-legacy', name: 'TypeScript SDK v2, `legacy`', protocol: '2025-11-25', ...SDK_V2 },
  { id: 'sdk-v2-auto', name: 'TypeScript SDK v2, `auto`', protocol: '2026-07-28', ...SDK_V2 },
  { id: 'sdk-v2-modern', name: 'TypeScript SDK v2, pinned', protocol: '2026-07-28', ...SDK_V2 },
  { id: 'ai-sdk', name: 'AI SDK', package: '@ai-sdk/mcp', login: 'token', protocol: '2026-07-28', withoutScope: 'reports the 403' },
  { id: 'inspector-legacy', name: 'MCP Inspector, `--cli --strict`, `legacy`', login: 'token', protocol: '2025-11-25', ...INSPECTOR },
  { id: 'inspector-auto', name: 'MCP Inspector, `--cli --strict`, `auto`', login: 'token', protocol: '2026-07-28', ...INSPECTOR },
  { id: 'inspector-modern', name: 'MCP Inspector, `--cli --strict`, `modern`', login: 'token', protocol: '2026-07-28', ...INSPECTOR },
  { id: 'inspector-oauth', name: 'MCP Inspector, `--cli --strict`, `auto`', login: 'OAuth', protocol: '2026-07-28', ...INSPECTOR },
  { id: 'mcp-remote-header', name: 'mcp-remote, `--header`', login: 'token', protocol: '2025-11-25', ...MCP_REMOTE },
  { id: 'mcp-remote', name: 'mcp-remote', login: 'OAuth', protocol: '2025-11-25', ...MCP_REMOTE },
  { id: 'mcp-remote-auto', name: 'mcp-remote, `--protocol auto`', login: 'OAuth', protocol: '2026-07-28', ...MCP_REMOTE },
] as const satisfies readonly Row[];

export type ClientRow = (typeof ROWS)[number];
