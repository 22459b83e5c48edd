export interface RpcOptions {
  readonly token?: string;
  readonly path?: string;
  /** In place of the usual ones; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

export interface ModernOptions extends RpcOptions {
  /** Members of `_meta` in place of the usual ones; undefined leaves one out. */
  readonly meta?: Readonly<Record<string, unknown>>;
  readonly id?: unknown;
}

const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** Sends one body to the MCP endpoint as it is. */
export function post(app: { readonly url: string }, body: string | Uint8Array<ArrayBuffer>, options: RpcOptions = {}): Promise<Response> {
  const { token, path = '/mcp/stream', signal } = options;
  const all = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    authorization: token === undefined ? undefined : `Bearer ${token}`,
    ...options.headers,
  };
  const headers = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return fetch(`${app.url}${path}`, { method: 'POST', ...(signal && { signal }), headers, body });
}

/** One request of the legacy era (2024-11-05 … 2025-11-25). */
export function legacy(app: { readonly url: string }, method: string, params: object = {}, options: RpcOptions = {}): Promise<Response> {
  return post(app, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }), options);
}

/** One request of the modern era (2026-07-28): version, client and capabilities in `_meta`, and the same in headers. */
export function modern(app: { readonly url: string }, method: string, params: object = {}, options: ModernOptions = {}): Promise<Response> {
  const { name, uri = name } = params as { name?: string; uri?: string };
  const { meta, id = 1 } = options;
  const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method, 'mcp-name': uri, ...options.headers };
  const body = JSON.stringify({ jsonrpc: '2.0', id, method, params: { ...params, _meta: { ...META, ...meta } } });
  return post(app, body, { ...options, headers });
}

export interface ToolResult {
  readonly isError?: boolean;
  readonly structuredContent?: Record<string, unknown>;
  /** All text parts, a line each. */
  readonly text: string;
}

/**
 * tools/call of the legacy era.
 *
 * @throws Error with the answer where it is a protocol error.
 */
export async function call(app: { readonly url: string }, token: string, name: string, args: object = {}): Promise<ToolResult> {
  const response = await legacy(app, 'tools/call', { name, arguments: args }, { token });
  const body = (await response.json()) as {
    result?: { isError?: boolean; content: { text: string }[]; structuredContent?: Record<string, unknown> };
  };
  if (!body.result) throw new Error(`HTTP ${response.status} ${JSON.stringify(body)}`);
  return { ...body.result, text: body.result.content.map(({ text }) => text).join('\n') };
}
