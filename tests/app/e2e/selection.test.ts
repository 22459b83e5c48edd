import { describe, expect, test } from '@jest/globals';
import { legacy, modern, useApp, useClient } from '../../support/index.ts';

const app = useApp({ settings: { READ_ONLY: 'true', TELNYX_MCP_EXCLUDE_TOOLS: 'get_message,cloud_storage_list_objects' } });
const owner = useClient(app);

describe.each([
  ['legacy', legacy],
  ['modern', modern],
] as const)('a server that only reads, and no messages (%s era)', (_era, ask) => {
  const listed = async (query = '') => {
    const response = await ask(app, 'tools/list', {}, { token: owner.token, path: `/mcp/stream${query}` });
    const { result } = (await response.json()) as { result: { tools: { name: string; annotations: { readOnlyHint: boolean } }[] } };
    return result.tools;
  };

  test('lists nothing else', async () => {
    const tools = await listed();
    expect(tools.every(({ annotations }) => annotations.readOnlyHint)).toBe(true);
    const names = tools.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['list_buckets', 'get_balance']));
    expect(names).not.toEqual(expect.arrayContaining(['get_message']));
    expect(names).not.toEqual(expect.arrayContaining(['list_files']));
    const counts = (await (await fetch(`${app.url}/health/ready`)).json()) as { tools: number; more: number };
    expect(counts.tools + counts.more).toBe(names.length);
  });

  test('is narrowed by its URL and never widened', async () => {
    expect((await listed('?tools=get_balance,cloud_storage_list_buckets')).map(({ name }) => name)).toEqual([
      'list_buckets',
      'get_balance',
    ]);
    expect(await listed('?readonly=false')).toEqual(await listed());
    for (const name of ['get_message', 'send_message']) {
      const response = await ask(app, 'tools/list', {}, { token: owner.token, path: `/mcp/stream?tools=${name}` });
      expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(name)]);
    }
  });

  test('gives an owner no link to a file, because such a link can write', async () => {
    const args = { bucket_name: 'docs', key: 'a.txt', mode: 'presigned_url' };
    const response = await ask(app, 'tools/call', { name: 'download_file', arguments: args }, { token: owner.token });
    expect(await response.text()).toContain('needs the scope telnyx.write');
  });

  test('knows no tool that is hidden', async () => {
    for (const [name, query] of [
      ['send_message', ''],
      ['list_files', ''],
      ['get_balance', '?tools=list_buckets'],
    ] as const) {
      const response = await ask(app, 'tools/call', { name, arguments: {} }, { token: owner.token, path: `/mcp/stream${query}` });
      expect(await response.text()).toContain(`Unknown tool: ${name}`);
    }
  });
});

test('C1: with a name of no tool nothing is served, and the name is named', async () => {
  const wrong = await app.startAnother({ READ_ONLY: '', TELNYX_MCP_EXCLUDE_TOOLS: '', TELNYX_MCP_TOOLS: 'get_balance,send_massage' });
  const { settings } = await (await fetch(`${wrong.url}/health/ready`)).json();
  expect(settings).toEqual(['TELNYX_MCP_TOOLS names "send_massage", which is no tool']);
  expect((await modern(wrong, 'tools/list')).status).toBe(503);
});
