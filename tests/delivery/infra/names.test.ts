import { beforeAll, describe, expect, test } from '@jest/globals';
import { at, Code, isObject, Loop, parseBicepFolder, type BicepFile, type Value } from '../../support/bicep.ts';

/** Length and form of names (learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules). */
const LIMITS: Readonly<Record<string, readonly [least: number, most: number, form: RegExp]>> = {
  'Microsoft.Resources/resourceGroups': [1, 90, /^[\w().-]*[\w()-]$/],
  'Microsoft.ManagedIdentity/userAssignedIdentities': [3, 128, /^[A-Za-z0-9][\w-]*$/],
  'Microsoft.OperationalInsights/workspaces': [4, 63, /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/],
  'Microsoft.Insights/components': [1, 260, /^[^%&\\?/]*[^%&\\?/ .]$/],
  'Microsoft.Insights/actionGroups': [1, 260, /^[^:<>+/&%\\?]*[^:<>+/&%\\? .]$/],
  'Microsoft.Insights/scheduledQueryRules': [1, 260, /^[^*<>%{}&:\\?/#|]*[^*<>%{}&:\\?/#| .]$/],
  'Microsoft.Insights/webtests': [1, 260, /^[^*<>%{}&:\\?/#|]+$/],
  'Microsoft.Storage/storageAccounts': [3, 24, /^[a-z0-9]+$/],
  'Microsoft.Storage/storageAccounts/blobServices/containers': [3, 63, /^[a-z0-9](?!.*--)[a-z0-9-]*[a-z0-9]$/],
  'Microsoft.Storage/storageAccounts/tableServices/tables': [3, 63, /^[A-Za-z][A-Za-z0-9]*$/],
  'Microsoft.KeyVault/vaults': [3, 24, /^[A-Za-z](?!.*--)[A-Za-z0-9-]*[A-Za-z0-9]$/],
  'Microsoft.Web/serverfarms': [1, 60, /^[A-Za-z0-9-]+$/],
  // A site may have 60, but the Functions host tells apps on one storage account apart by the first 32.
  'Microsoft.Web/sites': [2, 32, /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/],
  'Microsoft.Network/virtualNetworks': [2, 64, /^[A-Za-z0-9][\w.-]*\w$/],
  'Microsoft.Network/privateEndpoints': [2, 64, /^[A-Za-z0-9][\w.-]*\w$/],
  'Microsoft.Consumption/budgets': [1, 63, /^[\w-]+$/],
  deployment: [1, 64, /^[\w().-]+$/],
};

/** Named by the platform, by a GUID, or after something else that has its own rule. */
const OTHERWISE = [
  'Microsoft.Authorization/roleAssignments',
  'Microsoft.Insights/diagnosticSettings',
  'Microsoft.Insights/workbooks',
  'Microsoft.Network/privateDnsZones',
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
  'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
  'Microsoft.Storage/storageAccounts/blobServices',
  'Microsoft.Storage/storageAccounts/tableServices',
  'Microsoft.Web/sites/basicPublishingCredentialsPolicies',
  'Microsoft.Web/sites/config',
];

/** uniqueString() gives 13 characters, and may begin with a digit. */
const UNIQUE = ['abcdefghijklm', '0123456789abc'];
const MAIN = 'infra/azure/main.bicep';

let files: BicepFile[];
beforeAll(async () => {
  files = (await parseBicepFolder('infra')).filter(({ path }) => path.startsWith('infra/azure/'));
});

/** Every text that a name can become. Throws for an expression that it does not understand: then it is the one to be taught. */
function possible(value: Value | undefined, here: BicepFile, over?: string): string[] {
  if (typeof value === 'string') return [value];
  if (!(value instanceof Code)) throw new Error(`${here.path}: not a name: ${JSON.stringify(value)}`);
  const text = value.text.trim();
  if (/^'[^']*'$/.test(text)) return template(text.slice(1, -1), here, over);
  if (text.includes('uniqueString(')) return UNIQUE;
  // The name of something that is there: it was looked at where it is made.
  if (/^\w+!?\.outputs\.\w+$/.test(text)) return [];
  const [, yes, no] = /^[^?]+ \? (.+) : (.+)$/.exec(text) ?? [];
  if (yes !== undefined && no !== undefined)
    return [yes, no].flatMap((each) => possible(new Code(each), here, over)).filter((name) => name !== '');
  if (here.variables.has(text)) return possible(here.variables.get(text), here, over);
  const [, member = ''] = /^\w+\.(\w+)$/.exec(text) ?? [];
  if (member !== '' && over !== undefined) return members(member, over, here);
  return ofParameter(text, here);
}

function template(text: string, here: BicepFile, over: string | undefined): string[] {
  return text.split(/(\$\{[^}]*\})/).reduce<string[]>(
    (starts, part) => {
      const ends = part.startsWith('${') ? possible(new Code(part.slice(2, -1)), here, over) : [part];
      return starts.flatMap((start) => ends.map((end) => start + end));
    },
    [''],
  );
}

/** What the rows of a table say: `name: 'vault'`. */
function members(member: string, over: string, here: BicepFile): string[] {
  const tables = [...here.sources].filter(([name]) => new RegExp(`\\b${name}\\b`).test(over)).map(([, source]) => source);
  const texts = tables.flatMap((source) => [...source.matchAll(new RegExp(`\\b${member}: '([^']*)'`, 'g'))].map(([, text = '']) => text));
  if (texts.length === 0) throw new Error(`${here.path}: no ${member} in ${over}`);
  return texts;
}

/** What the users of a module hand in; for main.bicep the longest that a person may give. */
function ofParameter(name: string, here: BicepFile): string[] {
  const parameter = here.parameters.find((each) => each.name === name);
  if (!parameter) throw new Error(`${here.path}: not understood: ${name}`);
  if (here.path === MAIN) {
    const most = parameter.decorators.get('maxLength');
    if (typeof most !== 'number') throw new Error(`${name} has no @maxLength`);
    return ['e'.repeat(most)];
  }
  const end = here.path.split('/').at(-1) ?? '';
  return files.flatMap((caller) =>
    caller.modules
      .filter(({ type }) => type.split('/').at(-1) === end)
      .flatMap(({ body, over }) => possible(at(body, 'params', name), caller, over)),
  );
}

function named() {
  return files.flatMap((here) => [
    ...here.resources
      .filter((each) => !each.existing && !OTHERWISE.includes(each.type))
      .map(({ type, body, over, name }) => ({ where: `${here.path}: ${name}`, type, names: () => possible(body['name'], here, over) })),
    ...here.modules.map(({ body, over, name }) => ({
      where: `${here.path}: module ${name}`,
      type: 'deployment',
      // Without one Bicep makes up a good name.
      names: () => (body['name'] === undefined ? [] : possible(body['name'], here, over)),
    })),
  ]);
}

describe('names', () => {
  test('there is a rule for every kind of resource', () => {
    expect([...new Set(named().map(({ type }) => type))].filter((type) => !(type in LIMITS))).toEqual([]);
  });

  test('keep the limits of Azure, whatever the environment is called', () => {
    const faults = named().flatMap(({ where, type, names }) => {
      const [least, most, form] = LIMITS[type] ?? [0, 0, /^$/];
      return names()
        .filter((name) => name.length < least || name.length > most || !form.test(name))
        .map((name) => `${where}: "${name}" (${name.length})`);
    });
    expect(faults).toEqual([]);
  });

  test('the limits that modules declare on their names are met', () => {
    const faults = files.flatMap((here) =>
      here.parameters
        .filter(({ name, decorators }) => here.path !== MAIN && /^(name|\w+Name)$/.test(name) && decorators.has('maxLength'))
        .filter(({ name }) => !/^(scopeName|zoneName)$/.test(name))
        .flatMap(({ name, decorators }) => {
          const [least, most] = [Number(decorators.get('minLength') ?? 0), Number(decorators.get('maxLength'))];
          return ofParameter(name, here)
            .filter((text) => text.length < least || text.length > most)
            .map((text) => `${here.path}: ${name}: ${text}`);
        }),
    );
    expect(faults).toEqual([]);
  });

  test('the check can fail: a longer prefix would be seen', () => {
    const site = files.find(({ path }) => path.endsWith('/function-app.bicep'));
    const main = files.find(({ path }) => path === MAIN);
    const given = main?.modules.find(({ name }) => name === 'functionApp')?.body;
    expect(isObject(given) && site !== undefined).toBe(true);
    const [least, most] = LIMITS['Microsoft.Web/sites'] ?? [0, 0];
    const lengths = site ? ofParameter('siteName', site).map((name) => name.length) : [];
    expect(lengths.length).toBeGreaterThan(0);
    expect(lengths.every((length) => length >= least && length <= most)).toBe(true);
    expect(lengths.some((length) => length + 'telnyx-mcp-'.length > most)).toBe(true);
    expect(() => possible(new Loop('a', null), main ?? files[0] ?? never())).toThrow('not a name');
  });
});

function never(): never {
  throw new Error('There is no template');
}
