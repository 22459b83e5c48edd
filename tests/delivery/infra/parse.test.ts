import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { at, Code, Loop, parseBicep, parseBicepFolder } from '../../support/bicep.ts';

const GOOD = `targetScope = 'subscription'
extension microsoftGraphV1

@description('Where it runs.')
@minLength(1)
param location string = 'westeurope'

@secure()
param key string

var roles = [
  { name: 'reader', id: '123' }
]
resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = if (location != '') {
  name: 'rg-\${location}'
  tags: { 'azd-env': 'x' }
}
resource grants 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in roles: {
  name: guid(group.id, role.name)
}]
resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: 'kv'
}
module app './modules/app.bicep' = {
  name: 'app'
  params: { origins: [for role in roles: role.name] }
}
output url string = app.outputs.url
`;

describe('the reader of Bicep', () => {
  test('reads what the policy tests look at', async () => {
    const file = await parseBicep(GOOD);

    expect(file.faults).toEqual([]);
    expect(file.targetScope).toBe('subscription');
    const [location, key] = file.parameters;
    expect(location).toMatchObject({ name: 'location', type: 'string', default: 'westeurope' });
    expect(location?.decorators.get('description')).toBe('Where it runs.');
    expect(key?.decorators.has('secure')).toBe(true);
    expect(file.variables.get('roles')).toEqual([{ name: 'reader', id: '123' }]);
    const [group, grants, vault] = file.resources;
    expect(group).toMatchObject({ type: 'Microsoft.Resources/resourceGroups', version: '2024-03-01', condition: "(location != '')" });
    expect(at(group?.body, 'tags', 'azd-env')).toBe('x');
    expect(at(group?.body, 'name')).toEqual(new Code("'rg-${location}'"));
    expect(grants).toMatchObject({ over: 'roles', existing: false });
    expect(vault).toMatchObject({ existing: true });
    expect(at(file.modules[0]?.body, 'params', 'origins')).toEqual(new Loop('roles', new Code('role.name')));
    expect(file.outputs[0]).toMatchObject({ name: 'url', value: new Code('app.outputs.url') });
    expect([...file.calls]).toContain('guid');
    expect(file.references.has('key')).toBe(false);
    expect(file.references.has('location')).toBe(true);
  });

  test.each([
    ['an object that does not end', "resource a 'B/c@2024-01-01' = {\n  name: 'x'\n"],
    ['a missing value', 'var a =\nvar b = 1\n'],
    ['a word in the wrong place', 'parameter a string\n'],
    ['a string that does not end', "var a = 'x\nvar b = 'y'\n"],
  ])('flags %s', async (_what, text) => {
    expect((await parseBicep(text)).faults).not.toEqual([]);
  });

  test('flags each of our own files once a brace is taken from it', async () => {
    for (const { path } of await parseBicepFolder('infra')) {
      const text = readFileSync(path, 'utf8');
      const cut = text.replace(/\}(?=[^}]*$)/, '');
      if (cut !== text) expect({ path, faults: (await parseBicep(cut)).faults }).not.toEqual({ path, faults: [] });
    }
  });
});

test('every Bicep file parses', async () => {
  const files = await parseBicepFolder('infra');
  expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(['infra/azure/main.bicep']));
  expect(files.flatMap(({ path, faults }) => faults.map((fault) => `${path}:${fault}`))).toEqual([]);
});
