import { post } from '../../support/mcp.ts';

const PREFIX = 'io.modelcontextprotocol/';

interface Changes {
  readonly token: string;
  readonly params?: object;
  /** Members of `_meta` in place of the usual ones; undefined leaves one out. */
  readonly meta?: Readonly<Record<string, unknown>>;
  /** Headers in place of the usual ones; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly id?: unknown;
}

const given = (values: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** A request of revision 2026-07-28 of which any part can be changed or left out. */
export function sendModern(app: { readonly url: string }, method: string, changes: Changes): Promise<Response> {
  const { token, params = {}, meta = {}, headers = {}, id = 1 } = changes;
  const { name } = params as { name?: string };
  const _meta = { [`${PREFIX}protocolVersion`]: '2026-07-28', [`${PREFIX}clientCapabilities`]: {}, ...meta };
  const usual = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method, 'mcp-name': name };
  return post(app, JSON.stringify({ jsonrpc: '2.0', id, method, params: { ...params, _meta } }), {
    token,
    headers: given({ ...usual, ...headers }),
  });
}
