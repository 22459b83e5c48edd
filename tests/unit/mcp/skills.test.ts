import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { SkillsClient } from '@modelcontextprotocol/client/ext/skills';
import { createCatalogue } from '../../../shared/mcp/index.ts';
import { tools } from '../../../tools/index.ts';
import { openEndpoint, origin } from './endpoint-under-test.ts';

type App = Awaited<ReturnType<typeof openEndpoint>>;
type Sending = Parameters<App['send']>[2];

let app: App;
beforeAll(async () => void (app = await openEndpoint(undefined, createCatalogue(tools))));

const SIX = ['assistant-that-answers', 'buy-and-set-up-a-number', 'call-and-report', 'may-i-text', 'text-and-wait', 'what-did-i-spend'];
const ALL: Sending = { scopes: ['telnyx.read', 'telnyx.write', 'telnyx.send', 'telnyx.purchase'] };
const uriOf = (name: string) => `skill://${name}/SKILL.md`;
const fileOf = (name: string) => readFileSync(`docs/skills/${name}/SKILL.md`);

/** An SDK's client at the endpoint, without a network. */
async function connect(mode: 'legacy' | 'modern', { query = '', ...sending }: NonNullable<Sending> = {}) {
  const token = await app.tokenOf({ ...ALL, ...sending });
  const client = new Client(
    { name: 'test', version: '1' },
    { enforceStrictCapabilities: true, versionNegotiation: { mode: mode === 'modern' ? { pin: '2026-07-28' } : mode } },
  );
  const transport = new StreamableHTTPClientTransport(new URL(`${origin}/mcp/stream${query}`), {
    fetch: (url, init) => app.endpoint(new Request(url, init)),
    requestInit: { headers: { authorization: `Bearer ${token}` } },
  });
  await client.connect(transport);
  return { client, skills: new SkillsClient(client) };
}

describe.each(['legacy', 'modern'] as const)(
  "the %s client of the newer SDK, which checks what the extension's servers must keep to",
  (mode) => {
    const isModern = mode === 'modern';
    const cache = isModern ? { ttlMs: 300_000, cacheScope: 'private' } : {};

    test('MCP26-SKILL-1, MCP26-SKILL-2, MCP26-SKILL-3: finds the extension and lists, gets and reads all six', async () => {
      const { client, skills } = await connect(mode);
      expect(client.getServerCapabilities()).toMatchObject({
        resources: {},
        extensions: { 'io.modelcontextprotocol/skills': { directoryRead: true } },
      });
      expect([skills.supported, skills.directoryRead]).toEqual([true, true]);

      const { skills: listed, invalid, ...caching } = await skills.list();
      expect(invalid).toEqual([]);
      expect(caching).toEqual(cache);
      expect(listed.map(({ uri }) => uri)).toEqual(SIX.map(uriOf));
      for (const [at, name] of SIX.entries()) {
        const { skill, ...caching } = await skills.get(uriOf(name));
        expect(skill).toEqual(listed[at]);
        expect(caching).toEqual(cache);
        const bytes = fileOf(name);
        const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
        expect(skill.resources).toEqual([{ uri: uriOf(name), digest, size: bytes.length }]);
        // Compares digest, size and frontmatter itself.
        const file = await skills.read(skill);
        expect(file).toMatchObject({ verified: true, mimeType: 'text/markdown', text: bytes.toString() });
      }
    });

    test('MCP26-SKILL-6: reads the folder of a skill', async () => {
      const { skills } = await connect(mode);
      const { resources, ...caching } = await skills.readDirectory('skill://text-and-wait');
      expect(resources).toEqual([
        { uri: uriOf('text-and-wait'), name: 'SKILL.md', mimeType: 'text/markdown', size: fileOf('text-and-wait').length },
      ]);
      expect(caching).toEqual(cache);
    });

    test('notices a text that is not what its digest says', async () => {
      const { skills } = await connect(mode);
      const { skill } = await skills.get(uriOf('text-and-wait'));
      const forged = {
        ...skill,
        resources: [{ uri: skill.uri, digest: `sha256:${'0'.repeat(64)}`, size: fileOf('text-and-wait').length }],
      };
      await expect(skills.read(forged)).rejects.toMatchObject({ reason: 'digest' });
      await expect(skills.read(skill, '../may-i-text/SKILL.md')).rejects.toMatchObject({ reason: 'unlisted' });
    });

    test('gets them as plain resources where it does not know the extension', async () => {
      const { client } = await connect(mode);
      const { resources } = await client.listResources();
      expect(resources.map(({ name, mimeType }) => [name, mimeType])).toEqual(SIX.map((name) => [name, 'text/markdown']));
      const { resourceTemplates } = await client.listResourceTemplates();
      expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(['skill://{+path}']);
      const { contents } = await client.readResource({ uri: uriOf('what-did-i-spend') });
      expect(contents).toEqual([
        { uri: uriOf('what-did-i-spend'), mimeType: 'text/markdown', text: fileOf('what-did-i-spend').toString() },
      ]);
    });

    test.each([
      ['a reader', { scopes: ['telnyx.read'] }, ['may-i-text', 'what-did-i-spend']],
      [
        'who may read and send',
        { scopes: ['telnyx.read', 'telnyx.send'] },
        ['call-and-report', 'may-i-text', 'text-and-wait', 'what-did-i-spend'],
      ],
      ['one tool', { query: '?tools=get_spend' }, ['what-did-i-spend']],
      ['a half of what a skill needs', { query: '?tools=send_message,get_message' }, []],
      ['reading alone', { query: '?readonly=true' }, ['may-i-text', 'what-did-i-spend']],
    ] as const)('shows %s the skills whose tools are in the tool list', async (_who, sending, names) => {
      const { client, skills } = await connect(mode, sending);
      expect((await skills.list()).skills.map(({ frontmatter }) => frontmatter.name)).toEqual(names);
      expect((await client.listResources()).resources.map(({ name }) => name)).toEqual(names);
      for (const name of SIX.filter((one) => !(names as readonly string[]).includes(one))) {
        await expect(skills.get(uriOf(name))).rejects.toMatchObject({ code: -32602 });
        await expect(client.readResource({ uri: uriOf(name) })).rejects.toMatchObject({ code: -32602 });
      }
    });

    const send = async (method: string, params: object, sending: Sending = {}) => {
      const response = await app.send(method, params, { ...ALL, modern: isModern, ...sending });
      const text = await response.text();
      return { status: response.status, text, error: (JSON.parse(text) as { error?: { code: number; message: string } }).error };
    };

    test.each([
      'skill://text-and-wait',
      'skill://text-and-wait/',
      'skill://text-and-wait/skill.md',
      'skill://text-and-wait/SKILL.md/',
      'skill://text-and-wait/SKILL.md?x',
      'skill://text-and-wait/../text-and-wait/../package.json',
      'skill://text-and-wait/..%2f..%2f..%2fpackage.json',
      'skill://text-and-wait/%2e%2e/%2e%2e/package.json',
      'skill://text-and-wait/SKILL%2Emd%00',
      'skill://text-and-wait%2FSKILL.md',
      'skill://TEXT-AND-WAIT/SKILL.md',
      'skill://__proto__/SKILL.md',
      'skill://constructor/SKILL.md',
      'skill://user:secret@text-and-wait/SKILL.md',
      'file:///etc/passwd',
      'https://text-and-wait/SKILL.md',
      '../../package.json',
      '',
      `skill://${'a'.repeat(900)}/SKILL.md`,
      `skill://${'%2e'.repeat(300)}/SKILL.md`,
    ])('MCP26-SKILL-5: serves nothing at %j', async (uri) => {
      for (const method of ['skills/get', 'resources/read']) {
        const { error, text } = await send(method, { uri });
        expect(error?.code).toBe(-32602);
        expect(text.length).toBeLessThan(4_000);
        expect(text).not.toContain('request_key');
      }
    });

    test.each([
      ['skills/get', {}, 'uri must be a string of at most 1,000 characters.'],
      ['skills/get', { uri: 5 }, 'uri must be a string'],
      ['resources/read', { uri: ['skill://text-and-wait/SKILL.md'] }, 'uri must be a string'],
      ['resources/read', { uri: `skill://${'a'.repeat(1_000_000)}/SKILL.md` }, 'uri must be a string of at most 1,000'],
      ['resources/directory/read', { uri: { href: 'x' } }, 'uri must be a string'],
      ['skills/list', { cursor: 5 }, 'cursor must be a string.'],
      ['resources/list', { cursor: {} }, 'cursor must be a string.'],
    ])('%s with parameters of the wrong kind is told so in one line', async (method, params, words) => {
      const { error, text } = await send(method, params, { headers: { 'mcp-name': 'x' } });
      expect(error).toMatchObject({ code: -32602, message: expect.stringContaining(words) });
      expect(text.length).toBeLessThan(300);
    });

    test.each(['no cursor', 'YWZ0ZXI6c2tpbGw6Ly96eno', '\u0000'])('takes the cursor %j for what it is', async (cursor) => {
      const { text, error } = await send('skills/list', { cursor });
      if (error) expect(error).toMatchObject({ code: -32602, message: 'Invalid cursor' });
      else expect(JSON.parse(text)).toMatchObject({ result: { skills: [] } });
    });

    test('MCP26-SKILL-6: says that a file and what is not there are no folders', async () => {
      for (const uri of ['skill://text-and-wait/SKILL.md', 'skill://nobody', 'skill://']) {
        expect((await send('resources/directory/read', { uri })).error?.code).toBe(-32602);
      }
    });

    test.each(['skills/list', 'skills/get', 'resources/list', 'resources/read'])('%s takes a valid token', async (method) => {
      const params = { uri: uriOf('what-did-i-spend') };
      const without = await app.send(method, params, { modern: isModern, headers: { authorization: 'Bearer nonsense' } });
      expect(without.status).toBe(401);
      expect((await send(method, params, { scopes: ['telnyx.read'] })).error).toBeUndefined();
    });

    test('has no subscriptions to resources, and no other methods of skills', async () => {
      for (const method of ['resources/subscribe', 'skills/set', 'skills/', 'resources/directory']) {
        const { error, status } = await send(method, { uri: uriOf('text-and-wait') });
        expect([error?.code, status]).toEqual([-32601, isModern ? 404 : 200]);
      }
    });
  },
);

test('MCP26-SKILL-1: what server/discover and initialize announce is the same, and what the extension would', async () => {
  const announced = { tools: { listChanged: false }, resources: { listChanged: false }, extensions: expect.any(Object) };
  const capabilities = async (response: Response) => ((await response.json()) as { result: { capabilities: unknown } }).result.capabilities;
  const discovered = await capabilities(await app.send('server/discover', {}, { modern: true }));
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'x', version: '1' } };
  expect(discovered).toEqual(announced);
  expect(await capabilities(await app.send('initialize', params))).toEqual(discovered);
  // With something unusual in it, the SDK answers.
  expect(await capabilities(await app.send('initialize', { ...params, extra: 1 }))).toEqual(discovered);
});
