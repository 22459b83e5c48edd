import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { parseBicepFolder, type BicepFile } from '../../support/bicep.ts';
import { copyTemplates, findCompiler, WHY_SKIPPED, type Snapshot, type Templates } from '../../support/bicep-compiler/compiler.ts';

// The compiler takes seconds for each file.
jest.setTimeout(240_000);

const TENANT = 'b0000000-0000-4000-8000-000000000001';
const SUBSCRIPTION = '3faf6056-8474-4818-a729-1aff55d6b3fa';
const OTHER_SUBSCRIPTION = 'd1c0ffee-8474-4818-a729-1aff55d6b3fa';
const CLIENT = 'c0000000-0000-4000-8000-000000000001';
/** What azd itself knows of a new environment. */
const NEW = { AZURE_ENV_NAME: 'prod', AZURE_LOCATION: 'westeurope', AZURE_PRINCIPAL_ID: 'a0000000-0000-4000-8000-000000000003' };

const compiler = findCompiler();
const suite = compiler === undefined ? describe.skip : describe;

suite(compiler === undefined ? `the Bicep compiler (skipped: ${WHY_SKIPPED})` : 'the Bicep compiler', () => {
  let templates: Templates;
  let main: BicepFile | undefined;
  beforeAll(async () => {
    templates = await copyTemplates(compiler ?? '');
    main = (await parseBicepFolder('infra/azure')).find(({ path }) => path.endsWith('/main.bicep'));
  });
  afterAll(() => {
    templates.remove();
  });

  test.each(['azure/main.bicep', 'entra/main.bicep'])('builds %s, and its linter finds nothing', async (file) => {
    expect(await templates.build(file)).toEqual({ code: 0, findings: [] });
    expect(await templates.lint(file)).toEqual({ code: 0, findings: [] });
  });

  test.each([
    [
      'a property of Entra that is read-only',
      'entra/main.bicep',
      'uniqueName: uniqueName',
      "uniqueName: uniqueName\n  appId: 'x'",
      'BCP073',
    ],
    ['one that is required and missing', 'entra/main.bicep', '  displayName: displayName\n', '', 'BCP035'],
    ['one of another type', 'entra/main.bicep', 'appRoleAssignmentRequired: true', "appRoleAssignmentRequired: 'yes'", 'BCP036'],
    ['one that there is not', 'entra/main.bicep', 'signInAudience:', 'audience:', 'BCP037'],
    ['a role that is no UUID', 'entra/main.bicep', 'appRoleId: ownerRole.id', "appRoleId: 'owner'", 'BCP332|BCP333'],
    ['a property of Azure that there is not', 'azure/modules/function-app.bicep', 'httpsOnly: true', 'httpOnly: true', 'BCP089'],
    [
      'a parameter that nothing uses',
      'azure/main.bicep',
      "param serverTitle string = ''",
      "param serverTitle string = ''\nparam more string = ''",
      'no-unused-params',
    ],
  ])('flags %s', async (_what, file, from, to, code) => {
    const restore = templates.edit(file, (text) => text.replace(from, to));
    const { findings } = await templates.lint(file.startsWith('entra') ? 'entra/main.bicep' : 'azure/main.bicep');
    restore();
    expect(findings.join('\n')).toMatch(new RegExp(code));
  });

  describe('what a deployment makes', () => {
    /** As azd fills in infra/azure/main.parameters.json. */
    function parametersFor(environment: Readonly<Record<string, string>>): string {
      const Parameters = z.object({ parameters: z.record(z.string(), z.object({ value: z.string() })) });
      const { parameters } = Parameters.parse(JSON.parse(readFileSync('infra/azure/main.parameters.json', 'utf8')));
      const lines = Object.entries(parameters).map(([name, { value }]) => {
        const filled = value.replace(
          /\$\{(\w+)(?:=([^}]*))?\}/g,
          (_all, variable: string, standard = '') => environment[variable] ?? String(standard),
        );
        const type = main?.parameters.find((parameter) => parameter.name === name)?.type ?? 'string';
        return `param ${name} = ${/int|bool|\d/.test(type) ? filled : `'${filled}'`}`;
      });
      return `${lines.join('\n')}\n`;
    }

    const deploy = async (environment: Readonly<Record<string, string>>, subscription = SUBSCRIPTION): Promise<Snapshot> => {
      const context = ['--tenant-id', TENANT, '--subscription-id', subscription, '--location', environment['AZURE_LOCATION'] ?? ''];
      const made = await templates.snapshot('azure/main.bicep', parametersFor(environment), context);
      expect(made.diagnostics).toEqual([]);
      return made;
    };
    const ofType = ({ predictedResources }: Snapshot, type: string) => predictedResources.filter((each) => each.type.startsWith(type));
    const settings = (made: Snapshot) =>
      ofType(made, 'Microsoft.Web/sites/config').find(({ name }) => name?.endsWith('/appsettings'))?.properties ?? {};
    const graph = (made: Snapshot) => ofType(made, 'Microsoft.Graph/').map(({ type }) => type.replace(/^Microsoft\.Graph\/|@.*$/g, ''));

    let first: Snapshot;
    beforeAll(async () => {
      first = await deploy(NEW);
    });

    test('in an empty subscription: the registration too, of whose client id the app hears, and a probe', () => {
      expect(graph(first)).toEqual(['applications', 'applications/federatedIdentityCredentials', 'servicePrincipals']);
      expect(settings(first)['ENTRA_CLIENT_ID']).toBe("[reference('application').appId]");
      const [application, credential] = ofType(first, 'Microsoft.Graph/');
      expect(application?.properties).toMatchObject({ uniqueName: 'telnyx-mcp-prod-3faf6056' });
      expect(JSON.stringify(application?.properties?.['web'])).toMatch(/\/auth\/callback.*defaultHostName/);
      expect(String(credential?.properties?.['subject'])).toMatch(/userAssignedIdentities.*principalId/);
      expect(ofType(first, 'Microsoft.Insights/webtests')).toHaveLength(1);
    });

    test('gives the app every setting that the operator chose, and nobody the role Owner', async () => {
      const made = await deploy({ ...NEW, SERVER_TITLE: 'Acme', READ_ONLY: 'true', AUDIT_DAYS: '7' });
      expect(settings(made)).toMatchObject({ SERVER_TITLE: 'Acme', READ_ONLY: 'true', AUDIT_DAYS: '7' });
      expect(graph(made)).not.toContain('appRoleAssignedTo');
    });

    test.each([
      ['a registration that exists is used, and never changed', { ENTRA_CLIENT_ID: CLIENT }, CLIENT, 1],
      ['the same, whatever else is chosen', { ENTRA_CLIENT_ID: CLIENT, REGISTER_APP: 'script', SCRIPT_CLIENT_ID: TENANT }, CLIENT, 1],
      ['the script made it', { REGISTER_APP: 'script', SCRIPT_CLIENT_ID: CLIENT }, CLIENT, 1],
      ['somebody else will register: the app waits, and no alert is raised meanwhile', { REGISTER_APP: 'no' }, '', 0],
      ['what the script once made does not count any more', { REGISTER_APP: 'no', SCRIPT_CLIENT_ID: CLIENT }, '', 0],
    ])('%s', async (_what, chosen, client, probes) => {
      const made = await deploy({ ...NEW, ...chosen });
      expect(graph(made)).toEqual([]);
      expect(settings(made)['ENTRA_CLIENT_ID']).toBe(client);
      expect(ofType(made, 'Microsoft.Insights/webtests')).toHaveLength(probes);
    });

    test('another environment, or the same name in another subscription, shares no name with it', async () => {
      const all = (made: Snapshot) => [
        ...ofType(made, 'Microsoft.Graph/applications@').map(({ properties }) => String(properties?.['uniqueName'])),
        ...['Microsoft.Web/', 'Microsoft.KeyVault/', 'Microsoft.Storage/', 'Microsoft.ManagedIdentity/'].flatMap((type) =>
          ofType(made, type).map(({ name }) => name),
        ),
      ];
      const names = (made: Snapshot) => [...new Set(all(made))];
      const here = new Set(names(first));
      expect(here).toContain('telnyx-mcp-prod-3faf6056');
      const others = [await deploy({ ...NEW, AZURE_ENV_NAME: 'test' }), await deploy(NEW, OTHER_SUBSCRIPTION)];
      for (const other of others) {
        expect(names(other)).toHaveLength(here.size);
        expect(names(other).filter((name) => here.has(name))).toEqual([]);
      }
    });

    test('everything that can be chosen, at once', async () => {
      const made = await deploy({
        ...NEW,
        PRIVATE_NETWORK: 'true',
        MONTHLY_BUDGET: '50',
        ALERT_EMAIL: 'operator@example.com',
        ALWAYS_READY_INSTANCES: '1',
        PUBLIC_BASE_URL: 'https://mcp.example.com',
      });
      const types = new Set(made.predictedResources.map(({ type }) => type));
      const wanted = [
        'Microsoft.Network/virtualNetworks',
        'Microsoft.Network/privateEndpoints',
        'Microsoft.Consumption/budgets',
        'Microsoft.Insights/actionGroups',
      ];
      expect(wanted.filter((type) => !types.has(type))).toEqual([]);
      const [application] = ofType(made, 'Microsoft.Graph/applications@');
      expect(application?.properties?.['web']).toEqual({ redirectUris: ['https://mcp.example.com/auth/callback'] });
    });

    test('the registration alone, for who has no right in the subscription', async () => {
      const parameters = `param uniqueName = 'telnyx-mcp-prod-3faf6056'\nparam redirectUri = 'https://a.example/auth/callback'\nparam identityPrincipalId = '${TENANT}'\nparam ownerObjectId = '${CLIENT}'\n`;
      const made = await templates.snapshot('entra/main.bicep', parameters, ['--tenant-id', TENANT]);
      expect(made.diagnostics).toEqual([]);
      expect(graph(made)).toEqual(['applications', 'applications/federatedIdentityCredentials', 'servicePrincipals', 'appRoleAssignedTo']);
    });
  });
});
