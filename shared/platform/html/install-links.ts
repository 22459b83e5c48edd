/** The server's name in the configuration of every client. */
export const SERVER_NAME = 'telnyx';

/** In: the server as `.vscode/mcp.json` describes it, with its inputs. Out: a link that adds it (code.visualstudio.com, MCP installation URL). */
export const vsCodeInstallLink = (server: object): string =>
  `vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name: SERVER_NAME, ...server }))}`;

/** In: the server as `~/.cursor/mcp.json` describes it. Out: a link that adds it (cursor.com/docs/mcp/install-links). */
export function cursorInstallLink(server: object): string {
  const encoded = Buffer.from(JSON.stringify(server)).toString('base64');
  return `cursor://anysphere.cursor-deeplink/mcp/install?name=${SERVER_NAME}&config=${encodeURIComponent(encoded)}`;
}
