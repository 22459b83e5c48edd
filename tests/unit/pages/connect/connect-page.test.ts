import { describe, expect, test } from '@jest/globals';
import { connectPage } from '../../../../shared/pages/connect/index.ts';

const PUBLIC = 'https://app.example.com';
const URL_HERE = `${PUBLIC}/mcp/stream`;
const textOf = async (origin: string) => (await connectPage({ serverTitle: undefined, publicBaseUrl: origin })).text();
const unescape = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** What a copy button copies. */
const snippet = (text: string, id: string) => unescape(new RegExp(`<pre id="${id}">([^<]*)</pre>`).exec(text)?.[1] ?? '');
const link = (text: string, label: string) => new URL(unescape(new RegExp(`href="([^"]+)"[^>]*>${label}<`).exec(text)?.[1] ?? ''));
const panels = (text: string) => [...text.matchAll(/<label for="([\w-]+)">/g)].map(([, id]) => id);

describe('the page that connects clients', () => {
  test('has every client, each with this server’s URL and no token', async () => {
    const text = await textOf(PUBLIC);
    expect(panels(text)).toEqual(['claude', 'claude-code', 'chatgpt', 'vs-code', 'cursor', 'copilot-studio', 'inspector', 'other']);
    expect(snippet(text, 'endpoint')).toBe(URL_HERE);
    expect(snippet(text, 'claude-code-command')).toBe(`claude mcp add --transport http telnyx ${URL_HERE}`);
    expect(JSON.parse(snippet(text, 'vs-code-file'))).toEqual({ servers: { telnyx: { type: 'http', url: URL_HERE } } });
    expect(JSON.parse(snippet(text, 'cursor-file'))).toEqual({ mcpServers: { telnyx: { url: URL_HERE } } });
    expect(text).not.toMatch(/Bearer|Authorization:/);
  });

  test('has install links without headers for VS Code and Cursor', async () => {
    const text = await textOf(PUBLIC);
    const vsCode = link(text, 'Add to VS Code');
    expect(vsCode.href).toMatch(/^vscode:mcp\/install\?/);
    expect(JSON.parse(decodeURIComponent(vsCode.search.slice(1)))).toEqual({ name: 'telnyx', type: 'http', url: URL_HERE });
    const cursor = link(text, 'Add to Cursor');
    expect(cursor.href).toMatch(/^cursor:\/\/anysphere\.cursor-deeplink\/mcp\/install\?name=telnyx&config=/);
    expect(JSON.parse(Buffer.from(cursor.searchParams.get('config') ?? '', 'base64').toString())).toEqual({ url: URL_HERE });
  });

  test('leads to the alias, the token page, the own grants and the state of the server', async () => {
    const text = await textOf(PUBLIC);
    for (const part of [`<code>${PUBLIC}/mcp</code>`, 'href="/test-auth"', 'href="/tokens"', 'href="/health/ready"'])
      expect(text).toContain(part);
  });

  test.each([
    ['http://localhost:7071', 3],
    ['http://127.0.0.1:7071', 3],
    [PUBLIC, 0],
  ])('on %s warns for %d clients that they cannot reach it', async (origin, warnings) => {
    expect((await textOf(origin)).match(/cannot reach this address/g)?.length ?? 0).toBe(warnings);
  });

  test('O9: has a strict policy and cannot be framed', async () => {
    const { status, headers } = await connectPage({ serverTitle: undefined, publicBaseUrl: PUBLIC });
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
  });
});
