import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { createCatalogue } from '../../../shared/mcp/index.ts';
import { FORMER_NAMES } from '../../../shared/mcp/selection.ts';
import { ConfigError } from '../../../shared/platform/settings/index.ts';
import { tools } from '../../../tools/index.ts';
import { SCOPES } from '../../../shared/identity/tokens/index.ts';
import { readBeside } from '../../app/contract/support/openapi.ts';

const listOf = (catalogue: ReturnType<typeof createCatalogue>) =>
  JSON.parse(Buffer.from(catalogue.listFor(SCOPES)).toString()) as { name: string; annotations: { readOnlyHint: boolean } }[];
const names = (catalogue: ReturnType<typeof createCatalogue>) => listOf(catalogue).map(({ name }) => name);

function refusal(selection: Parameters<typeof createCatalogue>[1]): string {
  try {
    createCatalogue(tools, selection);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('was accepted');
}

describe("the operator's selection", () => {
  test('is every tool by default', () => {
    expect(names(createCatalogue(tools))).toEqual(tools.map(({ name }) => name));
  });

  test('a URL that narrows a read-only server brings no scope beyond reading', () => {
    const narrowed = createCatalogue(tools, { readOnly: true }).narrow({ only: ['download_file'] });
    expect(narrowed.scopes).toEqual(['telnyx.read']);
    expect(createCatalogue(tools).narrow({ only: ['download_file'] }).scopes).toEqual(['telnyx.read', 'telnyx.write']);
  });

  test('takes only what is named, in the order of the catalogue', () => {
    const catalogue = createCatalogue(tools, { only: ['get_balance', 'send_message', 'get_balance'] });
    expect(names(catalogue)).toEqual(['send_message', 'get_balance']);
    expect(catalogue.find('get_message')).toBeUndefined();
  });

  test('leaves out what is excluded, also of what is named', () => {
    const catalogue = createCatalogue(tools, { only: ['get_balance', 'send_message'], exclude: ['send_message'] });
    expect(names(catalogue)).toEqual(['get_balance']);
    expect(names(createCatalogue(tools, { exclude: ['send_message'] }))).toEqual(
      tools.map(({ name }) => name).filter((name) => name !== 'send_message'),
    );
  });

  test('of reading leaves nothing that changes anything', () => {
    const catalogue = createCatalogue(tools, { readOnly: true });
    expect(listOf(catalogue).every(({ annotations }) => annotations.readOnlyHint)).toBe(true);
    expect(catalogue.find('send_message')).toBeUndefined();
    expect(catalogue.find('get_message')).toBeDefined();
  });

  test("understands the deprecated server's names", () => {
    expect(names(createCatalogue(tools, { only: ['initiate_phone_number_order', 'cloud_storage_list_objects'] }))).toEqual([
      'create_number_order',
      'list_files',
    ]);
    expect(createCatalogue(tools, { exclude: ['update_phone_number_messaging_settings'] }).find('update_phone_number')).toBeUndefined();
  });

  test('C1: refuses to start with a name of no tool, and names it and its setting', () => {
    expect(refusal({ only: ['get_balance', 'get_balence'] })).toContain('TELNYX_MCP_TOOLS names "get_balence", which is no tool');
    expect(refusal({ exclude: ['toString'] })).toContain('TELNYX_MCP_EXCLUDE_TOOLS names something');
    expect(refusal({ only: ['KEY0123456789'] })).not.toContain('KEY0123456789');
  });

  test('C1: refuses to start where it leaves no tool', () => {
    for (const selection of [{ only: [] }, { only: ['send_message'], readOnly: true }, { only: ['get_balance'], exclude: ['get_balance'] }])
      expect(refusal(selection)).toContain('leave no tool');
  });
});

const Entry = z.object({ name: z.string(), oldNames: z.array(z.string()) });
const file = readBeside('tools.json', 'TELNYX_TOOLS');

(file === undefined ? test.skip : test)('the former names are those of the contract', () => {
  const replaced = z
    .array(Entry)
    .parse(file)
    .flatMap(({ name, oldNames }) => oldNames.filter((old) => old !== name).map((old) => [old, name] as const));
  expect(FORMER_NAMES).toEqual(Object.fromEntries(replaced));
});

test('every former name leads to a tool, and hides none', () => {
  const present = new Set(tools.map(({ name }) => name));
  expect(Object.values(FORMER_NAMES).filter((name) => !present.has(name))).toEqual([]);
  expect(Object.keys(FORMER_NAMES).filter((name) => present.has(name))).toEqual([]);
});
