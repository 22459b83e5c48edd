import { describe, expect, test } from '@jest/globals';
import { createSessions } from '../../../../shared/identity/login/index.ts';
import { createConnectPage } from '../../../../shared/pages/connect/index.ts';
import { SecretUnavailableError } from '../../../../shared/platform/secrets/index.ts';
import type { Role } from '../../../../shared/platform/settings/index.ts';
import { makeSecrets } from '../../../support/keys.ts';
import { ORIGIN, pageSettings, TENANT } from '../page-settings.ts';

const URL_HERE = `${ORIGIN}/mcp/stream`;
const LOCAL = { PUBLIC_BASE_URL: 'http://localhost:7071' };

interface Visit {
  readonly settings?: Readonly<Record<string, string>>;
  readonly ready?: () => Promise<boolean>;
  /** Whose session the browser has. */
  readonly role?: Role;
  readonly vault?: 'gone';
}

async function visit({ settings: more = {}, ready = () => Promise.resolve(true), role, vault }: Visit = {}): Promise<Response> {
  const settings = pageSettings(more);
  const { secrets } = await makeSecrets();
  const sessions = createSessions(secrets, settings.publicBaseUrl);
  const person = role && { tenantId: TENANT, objectId: 'aaaaaaaa-0000-4000-8000-000000000001', name: `Local ${role}`, roles: [role] };
  const cookie = person && (await sessions.write(person)).split(';')[0];
  const handler = createConnectPage({
    settings,
    sessions: vault === 'gone' ? { open: () => Promise.reject(new SecretUnavailableError()) } : sessions,
    ready,
    counts: { tools: 46, more: 8 },
  });
  return handler(new Request(settings.publicBaseUrl, { headers: cookie === undefined ? {} : { cookie } }));
}

const textOf = async (how: Visit = {}) => (await visit(how)).text();
const unescape = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#39;', "'");

/** What a copy button copies. */
const snippet = (text: string, id: string) => unescape(new RegExp(`<(?:pre|code) id="${id}">([^<]*)</`).exec(text)?.[1] ?? '');
const link = (text: string, label: string) => new URL(unescape(new RegExp(`href="([^"]+)"[^>]*>${label}<`).exec(text)?.[1] ?? ''));
const tiles = (text: string) => [...text.matchAll(/<label\s+class="tile"\s+for="([\w-]+)"/g)].map(([, id]) => id);
const chosen = (text: string) => [...text.matchAll(/<input type="radio" name="client" id="([\w-]+)"[^>]*checked/g)].map(([, id]) => id);
const places = (text: string) =>
  [...(/<nav aria-label="Main">(.*?)<\/nav>/s.exec(text)?.[1] ?? '').matchAll(/>(\w+)<\/a>/g)].map(([, name]) => name);

describe('the page that connects clients', () => {
  test('has every client, each with this server’s URL and no token', async () => {
    const text = await textOf();
    expect(tiles(text)).toEqual([
      'claude',
      'claude-code',
      'chatgpt',
      'vs-code',
      'cursor',
      'copilot-studio',
      'codex',
      'gemini',
      'windsurf',
      'copilot-cli',
      'claude-desktop',
      'other',
    ]);
    expect(snippet(text, 'endpoint')).toBe(URL_HERE);
    expect(text).not.toMatch(/Bearer|Authorization:/);
  });

  test('gives each client the command or the keys that it takes', async () => {
    const text = await textOf();
    const commands = ['claude-code-command', 'codex-commands', 'gemini-command', 'antigravity-command'].map((id) => snippet(text, id));
    expect(commands).toEqual([
      `claude mcp add --scope user --transport http telnyx ${URL_HERE}`,
      `codex mcp add telnyx --url ${URL_HERE}\ncodex mcp login telnyx`,
      `gemini mcp add --scope user --transport http telnyx ${URL_HERE}`,
      `agy mcp add telnyx ${URL_HERE}`,
    ]);
    const files = ['vs-code', 'cursor', 'gemini', 'windsurf', 'copilot-cli', 'claude-desktop', 'zed', 'cline', 'lm-studio'];
    expect(Object.fromEntries(files.map((id) => [id, JSON.parse(snippet(text, `${id}-file`))]))).toEqual({
      'vs-code': { servers: { telnyx: { type: 'http', url: URL_HERE } } },
      cursor: { mcpServers: { telnyx: { url: URL_HERE } } },
      gemini: { mcpServers: { telnyx: { httpUrl: URL_HERE } } },
      windsurf: { mcpServers: { telnyx: { serverUrl: URL_HERE } } },
      'copilot-cli': { mcpServers: { telnyx: { type: 'http', url: URL_HERE, tools: ['*'] } } },
      'claude-desktop': { mcpServers: { telnyx: { command: 'npx', args: ['-y', 'mcp-remote', URL_HERE] } } },
      zed: { context_servers: { telnyx: { url: URL_HERE } } },
      cline: { mcpServers: { telnyx: { type: 'streamableHttp', url: URL_HERE } } },
      'lm-studio': { mcpServers: { telnyx: { url: URL_HERE } } },
    });
  });

  test('has install links without headers for VS Code and Cursor', async () => {
    const text = await textOf();
    const vsCode = link(text, 'Add to VS Code');
    expect(vsCode.href).toMatch(/^vscode:mcp\/install\?/);
    expect(JSON.parse(decodeURIComponent(vsCode.search.slice(1)))).toEqual({ name: 'telnyx', type: 'http', url: URL_HERE });
    const cursor = link(text, 'Add to Cursor');
    expect(cursor.href).toMatch(/^cursor:\/\/anysphere\.cursor-deeplink\/mcp\/install\?name=telnyx&config=/);
    expect(JSON.parse(Buffer.from(cursor.searchParams.get('config') ?? '', 'base64').toString())).toEqual({ url: URL_HERE });
  });

  test('leads to the alias, the token page, the own grants and the state of the server', async () => {
    const text = await textOf();
    for (const part of [`<code>${ORIGIN}/mcp</code>`, 'href="/test-auth"', 'href="/tokens"', 'href="/health/ready"'])
      expect(text).toContain(part);
  });

  test.each([
    ['http://localhost:7071', 3, 'claude-code'],
    ['http://127.0.0.1:7071', 3, 'claude-code'],
    [ORIGIN, 0, 'claude'],
  ])('on %s warns for %d clients that they cannot reach it, and opens %s first', async (origin, warnings, first) => {
    const text = await textOf({ settings: { PUBLIC_BASE_URL: origin } });
    expect(text.match(/cannot reach this address/g)?.length ?? 0).toBe(warnings);
    expect(chosen(text)).toEqual([first]);
  });

  test('names whose account it is, and how many tools there are', async () => {
    const text = (await textOf({ settings: { SERVER_TITLE: 'Acme' } })).replace(/\s+/g, ' ');
    expect(text).toContain('Text, call and manage Acme’s Telnyx account');
    expect(text).toContain('46 Telnyx tools and 8 more');
  });

  test('suggests numbers to text only where Telnyx is the simulator', async () => {
    expect(await textOf()).not.toMatch(/id="prompt-\d">[^<]*\+1/);
    const simulated = { ...LOCAL, TELNYX_BASE_URL: 'http://127.0.0.1:9/v2' };
    expect(await textOf({ settings: simulated })).toMatch(/id="prompt-0">Text \+1 312 555 0142 from \+1 312 555 0100/);
  });

  test('O9: has a strict policy and cannot be framed', async () => {
    const { status, headers } = await visit();
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
  });
});

describe('the state of the server on the page that connects clients', () => {
  const statusOf = async (ready: () => Promise<boolean>) => /href="\/health\/ready">([^<]*)</.exec(await textOf({ ready }))?.[1];

  test.each([
    [true, 'All systems working'],
    [false, 'Something needs attention'],
  ])('ready: %s reads "%s"', async (ready, words) => {
    expect(await statusOf(() => Promise.resolve(ready))).toBe(words);
  });

  test('is left open where the check fails or takes long: the page does not wait', async () => {
    expect(await statusOf(() => Promise.reject(new Error('no answer')))).toBe('Status');
    let answers: (ready: boolean) => void = () => undefined;
    const page = statusOf(() => new Promise((resolve) => (answers = resolve)));
    const late = setTimeout(() => answers(true), 20_000);
    expect(await page).toBe('Status');
    clearTimeout(late);
  });
});

describe('who is signed in, on the page that connects clients', () => {
  test.each([
    [undefined, ['Connect', 'Access']],
    ['Reader', ['Connect', 'Access', 'Conversations']],
    ['Owner', ['Connect', 'Access', 'Activity', 'Conversations']],
  ] as const)('%s sees %j', async (role, expected) => {
    const text = await textOf(role && { role });
    expect(places(text)).toEqual(expected);
    expect(text.includes('signed in')).toBe(role !== undefined);
  });

  test('is nobody while the vault cannot be read; the page is there', async () => {
    const response = await visit({ role: 'Owner', vault: 'gone' });
    expect(response.status).toBe(200);
    expect(places(await response.text())).toEqual(['Connect', 'Access']);
  });
});
