import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { GUARD_TABLE } from '../../../shared/guard/index.ts';
import { GRANTS_TABLE } from '../../../shared/identity/index.ts';
import { createOriginPolicy } from '../../../shared/platform/http/index.ts';
import { at, isObject, parseBicep, parseBicepFolder, type BicepFile } from '../../support/bicep.ts';
import { namesIn, POLICIES, show } from '../../support/bicep-policy.ts';

let files: BicepFile[];
beforeAll(async () => {
  files = await parseBicepFolder('infra');
});

const azure = () => files.filter(({ path }) => path.startsWith('infra/azure/'));
const file = (path: string) => {
  const found = files.find((each) => each.path === path);
  if (!found) throw new Error(`There is no ${path}`);
  return found;
};

describe.each(POLICIES.map((policy) => [policy.name, policy] as const))('%s', (_name, policy) => {
  test('holds', () => {
    expect(files.flatMap((each) => policy.check(each).map((fault) => `${each.path}: ${fault}`))).toEqual([]);
  });

  test.each(policy.bad)('flags what breaks it (%#)', async (text) => {
    const sample = await parseBicep(text);
    expect(sample.faults).toEqual([]);
    expect(policy.check(sample)).not.toEqual([]);
  });
});

describe('modules', () => {
  const all = () =>
    azure().flatMap((from) => from.modules.map((module) => ({ from, module, path: relative('.', join(dirname(from.path), module.type)) })));

  test('every module file is used, and every one that is used is there', () => {
    const used = all().map(({ path }) => path);
    expect(used.filter((path) => !existsSync(path))).toEqual([]);
    const modules = azure().filter(({ path }) => path.includes('/modules/'));
    expect([...new Set(used)].sort()).toEqual([...modules.map(({ path }) => path), 'infra/entra/main.bicep'].sort());
  });

  test('each gets the parameters that it has, all that it needs and no other', () => {
    for (const { from, module, path } of all()) {
      const { parameters } = file(path);
      const given = namesIn(at(module.body, 'params'));
      const needed = parameters.filter((parameter) => parameter.default === undefined).map(({ name }) => name);
      const where = `${from.path}: ${module.name}`;
      expect({ where, missing: needed.filter((name) => !given.includes(name)) }).toEqual({ where, missing: [] });
      expect({ where, unknown: given.filter((name) => !parameters.some((parameter) => parameter.name === name)) }).toEqual({
        where,
        unknown: [],
      });
    }
  });

  test('only outputs that a module has are read, and every output is read', () => {
    const read = all().map(({ from, module, path }) => {
      const names = [...from.text.matchAll(new RegExp(`\\b${module.name}!?\\.outputs\\.(\\w+)`, 'g'))].map(([, name = '']) => name);
      const outputs = file(path).outputs.map(({ name }) => name);
      return { path, unknown: names.filter((name) => !outputs.includes(name)), unread: outputs.filter((name) => !names.includes(name)) };
    });
    expect(read.filter(({ unknown, unread }) => unknown.length + unread.length > 0)).toEqual([]);
  });

  test('main.bicep only orchestrates: of resources it has the group alone', () => {
    expect(file('infra/azure/main.bicep').resources.map(({ type }) => type)).toEqual(['Microsoft.Resources/resourceGroups']);
  });
});

describe('roles', () => {
  /** Built-in roles that do no more than the work they are for (learn.microsoft.com/azure/role-based-access-control/built-in-roles). */
  const LEAST = {
    '4633458b-17de-408a-b874-0445c86b69e6': 'Key Vault Secrets User',
    'b86a8fe4-44ce-4948-aee5-eccb2c155cd7': 'Key Vault Secrets Officer',
    'ba92f5b4-2d11-453d-a403-e96b0029c9fe': 'Storage Blob Data Contributor',
    'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': 'Storage Blob Data Owner',
    '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': 'Storage Table Data Contributor',
    '3913510d-42f4-4e42-8a64-420c390055eb': 'Monitoring Metrics Publisher',
  } as const;
  const TABLE = 'infra/azure/modules/role-assignments.bicep';
  const ASSIGNMENT = 'infra/azure/modules/role-assignment.bicep';
  const GUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

  const rows = () =>
    ['ofTheApp', 'ofTheOperator'].flatMap((name) =>
      [...(file(TABLE).sources.get(name) ?? '').matchAll(/roleId: roles\.(\w+)\s+principalId: (\w+)/g)].map(
        ([, role = '', principal = '']) => ({ role, principal }),
      ),
    );

  test('are assigned in one place only, each on one resource', () => {
    const assigning = azure().filter(({ resources }) => resources.some(({ type }) => type === 'Microsoft.Authorization/roleAssignments'));
    expect(assigning.map(({ path }) => path)).toEqual([ASSIGNMENT]);
    const { resources } = file(ASSIGNMENT);
    const existing = resources.filter((each) => each.existing).map(({ name }) => name);
    for (const assignment of resources.filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments')) {
      expect(existing).toContain(show(assignment.body['scope']));
    }
    // A name that is the same at each deployment, and another for each scope, principal and role.
    expect(/guid\(.*scope.*\bprincipalId\b.*\broleId\b/.test(file(ASSIGNMENT).text)).toBe(true);
    const callers = azure().filter(({ modules }) => modules.some(({ type }) => type.endsWith('role-assignment.bicep')));
    expect(callers.map(({ path }) => path)).toEqual([TABLE]);
  });

  test('are known ones of least privilege, every one is given, and nothing else looks like a role', () => {
    const roles = file(TABLE).variables.get('roles');
    const ids = isObject(roles) ? Object.values(roles).map(String) : [];
    expect(ids.filter((id) => !(id in LEAST))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...new Set(rows().map(({ role }) => role))].sort()).toEqual(namesIn(roles).sort());
    const others = azure().filter(({ path }) => path !== TABLE);
    expect(others.flatMap(({ path, text }) => (text.match(GUID) ?? []).map((id) => `${path}: ${id}`))).toEqual([]);
  });

  /** What each row of the table of roles says, by its name. */
  const scopes = () => {
    const rowsOf = (name: string) => (file(TABLE).sources.get(name) ?? '').split(/\{\n/).slice(1);
    const member = (row: string, name: string) => new RegExp(`^ +${name}: '?(?:roles\\.)?([^'\n]*)`, 'm').exec(row)?.[1] ?? '';
    return rowsOf('ofTheApp').map((row) => [member(row, 'scopeKind'), member(row, 'scopePart'), member(row, 'roleId')]);
  };

  test('D59: of the storage account the app reaches three containers and the tables, and nothing else', () => {
    expect(scopes().sort()).toEqual([
      ['container', 'azure-webjobs-hosts', 'storageBlobDataOwner'],
      ['container', 'azure-webjobs-secrets', 'storageBlobDataOwner'],
      ['container', 'deploymentContainer', 'storageBlobDataContributor'],
      ['insights', '', 'monitoringMetricsPublisher'],
      ['tables', '', 'storageTableDataContributor'],
      ['vault', '', 'keyVaultSecretsUser'],
    ]);
    const allowed = file(ASSIGNMENT)
      .parameters.find(({ name }) => name === 'scopeKind')
      ?.decorators.get('allowed');
    expect(allowed).toEqual(['vault', 'container', 'tables', 'insights']);
    const { resources, text } = file(ASSIGNMENT);
    const wide = resources.filter(({ type }) => /storageAccounts$|Services$/.test(type));
    // On the account itself for this kind alone, whose one role has no permission beyond tables.
    expect(wide.map(({ name, type }) => [name, type])).toEqual([['account', 'Microsoft.Storage/storageAccounts']]);
    expect(text.match(/scope: account\b/g)).toHaveLength(1);
    expect(text).toMatch(/resource account \S+ existing = if \(scopeKind == 'tables'\)/);
    expect(text).toMatch(/resource onTables \S+ = if \(scopeKind == 'tables'\) \{\s+name: name\s+scope: account\b/);
  });

  test('D59: the containers, which it cannot make, are made by the template, and so are the two tables that each request needs', () => {
    const { resources } = file('infra/azure/modules/storage.bicep');
    const made = (end: string) => resources.filter(({ type }) => type.endsWith(end)).map(({ body }) => body['name']);
    expect(made('/tables')).toEqual(['grants', 'guard']);
    expect([GRANTS_TABLE, GUARD_TABLE]).toEqual(['grants', 'guard']);
    expect(made('/containers')).toEqual(expect.arrayContaining(['azure-webjobs-hosts', 'azure-webjobs-secrets']));
    expect(made('/containers')).toHaveLength(3);
  });

  test('the app reads secrets and writes none; who deploys gets the vault alone', () => {
    const app = rows()
      .filter(({ principal }) => principal === 'identityPrincipalId')
      .map(({ role }) => role);
    const operator = rows()
      .filter(({ principal }) => principal === 'operatorPrincipalId')
      .map(({ role }) => role);
    expect(app.sort()).toEqual([
      'keyVaultSecretsUser',
      'monitoringMetricsPublisher',
      'storageBlobDataContributor',
      'storageBlobDataOwner',
      'storageBlobDataOwner',
      'storageTableDataContributor',
    ]);
    expect(operator).toEqual(['keyVaultSecretsOfficer']);
  });
});

test('D58: the platform, which answers preflights before the app, lets in the same web clients', () => {
  const { variables, text } = file('infra/azure/modules/function-app.bicep');
  const listed = variables.get('webClients');
  const origins = Array.isArray(listed) ? listed.map(String) : [];
  const policy = createOriginPolicy({ publicBaseUrl: 'https://app.example.com', allowedOrigins: [] });
  const known = readFileSync('shared/platform/http/origin.ts', 'utf8').match(/(?<=')https:\/\/[^']+/g) ?? [];
  expect(known).toContain('https://claude.ai');
  expect(origins.toSorted()).toEqual([...known].sort());
  for (const origin of origins) {
    expect(policy.allows(new Request('https://app.example.com/mcp', { headers: { origin } }))).toBe(true);
  }
  expect(text).toContain('allowedOrigins: union(webClients, corsOrigins)');
});

test('main.bicep gives azd the names that hooks and people look for', () => {
  const names = file('infra/azure/main.bicep').outputs.map(({ name }) => name);
  const WANTED = [
    'AZURE_FUNCTION_NAME',
    'MCP_ENDPOINT',
    'TEST_PAGE_URL',
    'HEALTH_URL',
    'KEY_VAULT_NAME',
    'IDENTITY_PRINCIPAL_ID',
    'IDENTITY_CLIENT_ID',
    'ENTRA_REDIRECT_URI',
  ];
  expect(WANTED.filter((name) => !names.includes(name))).toEqual([]);
});
