import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { Environment } from '../../../shared/platform/settings/schema.ts';
import { at, Code, isObject, parseBicep, parseBicepFolder, type BicepFile, type Value } from '../../support/bicep.ts';

/** Read by the Functions host, its worker or the Azure SDKs, whether our schema knows them or not. */
const PLATFORM = [
  'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
  'AzureWebJobsDisableHomepage',
  'AzureWebJobsStorage__clientId',
  'AzureWebJobsStorage__credential',
];

/** What the code reads and the template does not set, each with why. */
const NOT_IN_AZURE: Readonly<Record<string, string>> = {
  WEBSITE_HOSTNAME: 'set by the platform',
  WEBSITE_INSTANCE_ID: 'set by the platform',
  WEBSITE_POD_NAME: 'set by the platform',
  LEGION_SERVICE_HOST: 'set by the platform',
  ENTRA_CLIENT_SECRET: 'refused in Azure: the managed identity signs in',
  ENTRA_AUTHORITY_OVERRIDE: 'a stand-in, refused in Azure',
  CLIENT_METADATA_OVERRIDE: 'a stand-in, refused in Azure',
  TELNYX_API_KEY: 'a secret: in the vault',
  MCP_SIGNING_KEYS: 'a secret: in the vault',
  MCP_SEAL_KEYS: 'a secret: in the vault',
  TELNYX_STORAGE_URL: 'one value only in Azure, its default',
  AzureWebJobsStorage: 'a connection string, refused in Azure',
  AzureWebJobsStorage__tableServiceUri: 'TABLES_URL is set',
};

const SETTINGS = 'infra/azure/modules/app-settings.bicep';
let files: BicepFile[];
beforeAll(async () => {
  files = await parseBicepFolder('infra');
});

const file = (path: string) => {
  const found = files.find((each) => each.path === path);
  if (!found) throw new Error(`There is no ${path}`);
  return found;
};

/** The names in an object, also where it is joined of several or handed in by whoever uses the module. */
function namesOf(value: Value | undefined, here: BicepFile): string[] {
  if (isObject(value)) return Object.keys(value);
  if (!(value instanceof Code)) return [];
  const literal = [...value.text.matchAll(/(?:^|[{\s])([A-Za-z]\w*):\s/g)].map(([, name = '']) => name);
  const referred = [...new Set(value.text.match(/\b[a-z]\w*\b/g))].flatMap((name) => {
    if (here.variables.has(name)) return namesOf(here.variables.get(name), here);
    if (!here.parameters.some((parameter) => parameter.name === name)) return [];
    const end = here.path.split('/').at(-1) ?? '';
    return files.flatMap((caller) =>
      caller.modules.filter(({ type }) => type.endsWith(`/${end}`)).flatMap(({ body }) => namesOf(at(body, 'params', name), caller)),
    );
  });
  return [...literal, ...referred];
}

function settingsOf(site: BicepFile): string[] {
  const config = site.resources.find(({ type, body }) => type === 'Microsoft.Web/sites/config' && body['name'] === 'appsettings');
  return namesOf(config?.body['properties'], site).sort();
}

const read = Object.keys(Environment.shape);

describe('the settings of the app', () => {
  test('every setting that the code reads is set by the template, or there is a reason', () => {
    const set = settingsOf(file(SETTINGS));
    expect(read.filter((name) => !set.includes(name)).sort()).toEqual(Object.keys(NOT_IN_AZURE).sort());
  });

  test('every setting of the template is read by the code or by the platform', () => {
    const set = settingsOf(file(SETTINGS));
    expect(set.filter((name) => !read.includes(name) && !PLATFORM.includes(name))).toEqual([]);
    expect(PLATFORM.filter((name) => !set.includes(name))).toEqual([]);
    expect(new Set(set).size).toBe(set.length);
  });

  test('none that Flex Consumption refuses is set', () => {
    const REFUSED =
      /^(FUNCTIONS_WORKER_RUNTIME|FUNCTIONS_EXTENSION_VERSION|FUNCTIONS_WORKER_RUNTIME_VERSION|WEBSITE_NODE_DEFAULT_VERSION|WEBSITE_RUN_FROM_PACKAGE|WEBSITE_CONTENT\w+|WEBSITE_VNET_ROUTE_ALL|SCM_DO_BUILD_DURING_DEPLOYMENT|ENABLE_ORYX_BUILD)$/;
    expect(settingsOf(file(SETTINGS)).filter((name) => REFUSED.test(name))).toEqual([]);
  });

  test('docs/settings.md and the sample of local settings name every setting that a person sets', () => {
    const reference = readFileSync('docs/settings.md', 'utf8');
    const sample = z
      .object({ Values: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync('local.settings.sample.json', 'utf8')));
    const own = read.filter((name) => !/^(WEBSITE|LEGION)_/.test(name));
    expect(own.filter((name) => !reference.includes(`\`${name}\``))).toEqual([]);
    expect(own.filter((name) => !(name in sample.Values) && !PLATFORM.includes(name))).toEqual([]);
  });

  test('parameters of main.bicep keep the limits of the schema', () => {
    const LIMITED = {
      tokenTtlHours: 'TOKEN_TTL_HOURS',
      accessTtlMinutes: 'ACCESS_TTL_MINUTES',
      grantTtlDays: 'GRANT_TTL_DAYS',
      entraGraceHours: 'ENTRA_GRACE_HOURS',
      forwardedHops: 'FORWARDED_HOPS',
      auditDays: 'AUDIT_DAYS',
      inboxDays: 'INBOX_DAYS',
    } as const;
    for (const [parameter, setting] of Object.entries(LIMITED)) {
      const { decorators, default: standard } = file('infra/azure/main.bicep').parameters.find(({ name }) => name === parameter) ?? {};
      const schema = Environment.shape[setting as keyof typeof Environment.shape];
      const takes = (value: unknown) => schema.safeParse(String(value)).success;
      const [least, most] = [Number(decorators?.get('minValue')), Number(decorators?.get('maxValue'))];
      expect({ parameter, takes: [least, most, standard, least - 1, most + 1].map(takes) }).toEqual({
        parameter,
        takes: [true, true, true, false, false],
      });
      expect(schema.parse(undefined)).toBe(standard);
    }
  });
});

test('the reader of settings sees what is joined of several objects, and what is missing', async () => {
  const site = await parseBicep(
    "var own = {\n  A_ONE: 'x'\n}\nresource config 'Microsoft.Web/sites/config@2024-04-01' = {\n  name: 'appsettings'\n  properties: union(own, true ? {\n    B_TWO: 'y'\n  } : {})\n}\n",
  );
  expect(site.faults).toEqual([]);
  expect(settingsOf(site)).toEqual(['A_ONE', 'B_TWO']);
});
