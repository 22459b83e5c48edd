import { describe, expect, test } from '@jest/globals';
import { SCOPE_MEANING } from '../../../shared/identity/tokens/index.ts';
import { RISKS } from '../../../shared/mcp/tool/index.ts';
import { tools } from '../../../tools/index.ts';
import { RECORDS } from '../../tools/index.ts';

describe.each(RECORDS.map((record) => [record.tool.name, record] as const))('%s', (_name, { tool, needs, raised }) => {
  test('D41: needs what it can reach, by its arguments', async () => {
    for (const args of [{}, undefined, null, ...(raised?.harmless ?? [])])
      expect([args, await tool.reachOf(args)]).toEqual([args, expect.objectContaining({ scopes: needs, risk: tool.risk })]);
    for (const args of raised?.reaching ?? []) {
      const reach = await tool.reachOf({ id: 'x', ...args });
      expect([args, reach.scopes]).toEqual([args, raised?.needs]);
      expect(RISKS[reach.risk].scope).not.toBe(RISKS[tool.risk].scope);
    }
    expect(tool.scopes).toEqual(raised?.needs ?? needs);
    // Every rule must be tried.
    const tried = new Set((raised?.reaching ?? []).flatMap((args) => Object.keys(args)));
    expect(Object.keys(tool.raises?.by ?? {}).filter((name) => !tried.has(name))).toEqual([]);
  });

  test('D41: arguments that cannot be read need the most, and nothing throws', async () => {
    for (const args of [[], 'text', 5, true, [{ mode: 'text' }]]) expect((await tool.reachOf(args)).scopes).toEqual(tool.scopes);
    const odd: unknown = JSON.parse(
      '{"__proto__":{"tools":[]},"constructor":1,"tools":{"__proto__":[]},"mode":{},"assistant":[],"advanced":{"__proto__":1}}',
    );
    await expect(tool.reachOf(odd)).resolves.toBeDefined();
  });

  test('says in its description where it needs more than its own scope', () => {
    const more = tool.scopes.filter((scope) => scope !== RISKS[tool.risk].scope);
    for (const scope of more) expect(tool.description).toMatch(new RegExp(`needs? ${scope.replace('.', '\\.')}`));
  });
});

test('D42: a lookup costs: it is marked as paid, and the consent page says so', async () => {
  const reaches = await Promise.all(tools.map(async (tool) => ({ name: tool.name, ...(await tool.reachOf({})) })));
  expect(reaches.filter(({ paid }) => paid).map(({ name }) => name)).toEqual(['lookup_number']);
  expect(SCOPE_MEANING['telnyx.read'].words).toContain('costs');
});
