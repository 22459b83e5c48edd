import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { SkillsClient } from '@modelcontextprotocol/client/ext/skills';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OlderTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { legacy, login, modern, useApp, useClient } from '../../support/index.ts';

const app = useApp();
const owner = useClient(app);

const NAMES = ['assistant-that-answers', 'buy-and-set-up-a-number', 'call-and-report', 'may-i-text', 'text-and-wait', 'what-did-i-spend'];
const uriOf = (name: string) => `skill://${name}/SKILL.md`;

const WHO = { name: 'skills', version: '1' };
const at = (path: string) => new URL(`${app.url}${path}`);
const carrying = (token: string) => ({ requestInit: { headers: { authorization: `Bearer ${token}` } } });

describe.each([
  ['2025-11-25', 'legacy'],
  ['2026-07-28', { pin: '2026-07-28' }],
] as const)('the built app, asked in %s by the client of the newer SDK', (version, mode) => {
  const connect = async (token: string, path = '/mcp/stream') => {
    const client = new Client(WHO, { enforceStrictCapabilities: true, versionNegotiation: { mode } });
    await client.connect(new StreamableHTTPClientTransport(at(path), carrying(token)));
    return client;
  };

  test('MCP26-SKILL-2, MCP26-SKILL-3: serves the files of docs/skills, byte for byte', async () => {
    const client = await connect(owner.token);
    const skills = new SkillsClient(client);
    const { skills: listed } = await skills.list();
    expect(client.getNegotiatedProtocolVersion()).toBe(version);
    expect(listed.map(({ frontmatter }) => frontmatter.name)).toEqual(NAMES);
    for (const name of NAMES) {
      const bytes = readFileSync(`docs/skills/${name}/SKILL.md`);
      const { skill } = await skills.get(uriOf(name));
      const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
      expect(skill.resources).toEqual([{ uri: uriOf(name), digest, size: bytes.length }]);
      const file = await skills.read(skill);
      expect([file.verified, Buffer.from(file.bytes).equals(bytes)]).toEqual([true, true]);
    }
    await client.close();
  });

  test('shows a reader, and a URL with one tool, no skill whose tools they do not have', async () => {
    const reader = await connect(await login(app, { user: 'reader' }));
    const narrowed = await connect(owner.token, '/mcp/stream?tools=create_call,get_call');
    const names = async (client: Client) => (await new SkillsClient(client).list()).skills.map(({ frontmatter }) => frontmatter.name);
    expect(await names(reader)).toEqual(NAMES.filter((name) => ['may-i-text', 'what-did-i-spend'].includes(name)));
    expect(await names(narrowed)).toEqual(['call-and-report']);
    await Promise.all([reader.close(), narrowed.close()]);
  });
});

test('the client of the older SDK, which knows no skills, has them as resources', async () => {
  const client = new OlderClient(WHO);
  const transport = new OlderTransport(at('/mcp/stream'), carrying(owner.token));
  await client.connect(transport);
  const { resources } = await client.listResources();
  expect(resources.map(({ uri }) => uri)).toEqual(NAMES.map(uriOf));
  const { contents } = await client.readResource({ uri: uriOf('text-and-wait') });
  expect(contents).toEqual([
    { uri: uriOf('text-and-wait'), mimeType: 'text/markdown', text: readFileSync('docs/skills/text-and-wait/SKILL.md', 'utf8') },
  ]);
  await expect(client.readResource({ uri: 'skill://text-and-wait/../../package.json' })).rejects.toMatchObject({ code: -32602 });
  await client.close();
});

test.each([
  ['legacy', legacy],
  ['modern', modern],
] as const)('without a token nobody reads a skill (%s)', async (_era, ask) => {
  const params = { uri: uriOf('text-and-wait') };
  for (const method of ['skills/list', 'skills/get', 'resources/list', 'resources/read']) {
    const response = await ask(app, method, params);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, expect.stringContaining('resource_metadata')]);
  }
});
