/** The requests that are measured: each as the headers and the body of one POST. */
export interface McpRequest {
  readonly name: 'tools/list' | 'tools/call';
  readonly era: 'legacy' | 'modern';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const MODERN = '2026-07-28';
const META = {
  'io.modelcontextprotocol/protocolVersion': MODERN,
  'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};
const PARAMS = { 'tools/list': {}, 'tools/call': { name: 'get_balance', arguments: {} } } as const;

/** @returns tools/list and tools/call of get_balance in both eras. */
export function mcpRequests(token: string): readonly McpRequest[] {
  const names = ['tools/list', 'tools/call'] as const;
  const eras = ['legacy', 'modern'] as const;
  return names.flatMap((name) => eras.map((era) => mcpRequest(name, era, token)));
}

function mcpRequest(name: McpRequest['name'], era: McpRequest['era'], token: string): McpRequest {
  const params = era === 'modern' ? { ...PARAMS[name], _meta: META } : PARAMS[name];
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: name, params });
  return {
    name,
    era,
    body,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      accept: 'application/json, text/event-stream',
      ...(era === 'modern' && { 'mcp-protocol-version': MODERN, 'mcp-method': name }),
      ...(era === 'modern' && name === 'tools/call' && { 'mcp-name': PARAMS[name].name }),
    },
  };
}

/** A complete JSON-RPC answer that holds a result which is no error. */
export function isGood(status: number | undefined, text: string): boolean {
  return status === 200 && text.includes('"result":') && !text.includes('"isError":true') && text.endsWith('}');
}
