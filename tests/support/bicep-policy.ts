import { at, Code, isObject, type BicepFile, type Declaration, type Value } from './bicep.ts';

/** A rule that every template keeps. `bad` breaks it: the rule has to flag that, or it flags nothing. */
export interface Policy {
  readonly name: string;
  readonly check: (file: BicepFile) => readonly string[];
  readonly bad: readonly string[];
}

const SECRET_NAME =
  /secret|password|credential|connection_?string|sas_?token|access_?token|(api|account|access|primary|secondary|shared|master|host|private|signing|seal)_?keys?/i;
/** Functions that return keys, and texts that hold them. */
const KEY_CALL = /\blist[A-Z]\w*\s*\(|AccountKey=|SharedAccessKey|SharedAccessSignature|@Microsoft\.KeyVault/;

const resource = (type: string, properties: string) =>
  `resource r '${type}@2024-01-01' = {\n  name: 'n'\n  properties: {\n${properties}\n  }\n}\n`;

/** Makes a policy of what must stand in every resource of a type that is created here: path → the values that will do. */
function mustHave(name: string, type: string, wanted: Readonly<Record<string, readonly unknown[]>>, bad: readonly string[]): Policy {
  return {
    name,
    bad: bad.map((properties) => resource(type, properties)),
    check: ({ resources }) =>
      created(resources, type).flatMap((declaration) =>
        Object.entries(wanted).flatMap(([path, good]) => {
          const value = at(declaration.body, 'properties', ...path.split('.'));
          return good.includes(value) ? [] : [`${declaration.name}: ${path} is ${show(value)}`];
        }),
      ),
  };
}

const created = (resources: readonly Declaration[], type: string) => resources.filter((each) => each.type === type && !each.existing);
/** A value as a message names it; of an expression, its text. */
export const show = (value: Value | undefined) =>
  value instanceof Code ? value.text : value === undefined ? 'not there' : JSON.stringify(value);

export const POLICIES: readonly Policy[] = [
  {
    name: 'no parameter, output or setting holds a secret',
    bad: [
      'param telnyxApiKey string\n',
      '@secure()\nparam harmless string\n',
      "output password string = 'x'\n",
      "var s = 'AccountKey=x'\n",
      'output k string = account.listKeys().keys[0].value\n',
      resource('Microsoft.KeyVault/vaults/secrets', "value: 'x'"),
      "var settings = {\n  TELNYX_API_KEY: 'x'\n}\n",
    ],
    check: ({ parameters, outputs, resources, text }) => [
      ...[...parameters, ...outputs].filter(({ name }) => SECRET_NAME.test(name)).map(({ name }) => name),
      ...parameters
        .filter(({ decorators }) => decorators.has('secure'))
        .map(({ name }) => `${name} is @secure: no secret passes through the template`),
      ...created(resources, 'Microsoft.KeyVault/vaults/secrets').map(({ name }) => name),
      ...(KEY_CALL.exec(text) ?? []),
      ...(/\b(TELNYX_API_KEY|MCP_SIGNING_KEYS|MCP_SEAL_KEYS|ENTRA_CLIENT_SECRET):/.exec(text) ?? []),
    ],
  },
  mustHave(
    'storage: no shared keys, nothing public, TLS 1.2',
    'Microsoft.Storage/storageAccounts',
    {
      allowSharedKeyAccess: [false],
      allowBlobPublicAccess: [false],
      supportsHttpsTrafficOnly: [true],
      minimumTlsVersion: ['TLS1_2', 'TLS1_3'],
    },
    [
      'allowBlobPublicAccess: false',
      "allowSharedKeyAccess: true\nallowBlobPublicAccess: false\nsupportsHttpsTrafficOnly: true\nminimumTlsVersion: 'TLS1_2'",
    ],
  ),
  mustHave('containers are private', 'Microsoft.Storage/storageAccounts/blobServices/containers', { publicAccess: ['None'] }, [
    "publicAccess: 'Blob'",
    '',
  ]),
  mustHave(
    'sites: https only, TLS 1.2, no FTP, no credentials with CORS',
    'Microsoft.Web/sites',
    {
      httpsOnly: [true],
      'siteConfig.minTlsVersion': ['1.2', '1.3'],
      'siteConfig.scmMinTlsVersion': ['1.2', '1.3'],
      // Flex Consumption has no FTP: there the setting may be absent.
      'siteConfig.ftpsState': ['Disabled', undefined],
      'siteConfig.cors.supportCredentials': [false, undefined],
    },
    ['httpsOnly: false', "httpsOnly: true\nsiteConfig: {\n  minTlsVersion: '1.0'\n  scmMinTlsVersion: '1.2'\n}"],
  ),
  {
    name: 'CORS: the portal and what the app itself allows, never everybody',
    bad: [
      resource('Microsoft.Web/sites', "siteConfig: {\n  cors: {\n    allowedOrigins: ['*']\n  }\n}"),
      resource('Microsoft.Web/sites', 'siteConfig: {\n  cors: {\n    allowedOrigins: origins\n  }\n}'),
      `var own = [\n  'https://portal.azure.com'\n  '*'\n]\n${resource('Microsoft.Web/sites', 'siteConfig: {\n  cors: {\n    allowedOrigins: union(own, origins)\n  }\n}')}`,
      resource('Microsoft.Web/sites', 'siteConfig: {}'),
    ],
    check: ({ resources, sources }) =>
      created(resources, 'Microsoft.Web/sites').flatMap(({ body }) => {
        const written = show(at(body, 'properties', 'siteConfig', 'cors', 'allowedOrigins'));
        const origins = written.replace(/\w+/g, (name) => sources.get(name) ?? name);
        return /['"]https:\/\/portal\.azure\.com['"]/.test(origins) && !origins.includes('*') ? [] : [origins];
      }),
  },
  {
    name: 'basic authentication for publishing is off, for FTP and for SCM',
    bad: [
      resource('Microsoft.Web/sites', ''),
      `${resource('Microsoft.Web/sites', '')}resource scm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {\n  name: 'scm'\n  properties: {\n    allow: true\n  }\n}\n`,
    ],
    check: ({ resources }) => {
      const off = created(resources, 'Microsoft.Web/sites/basicPublishingCredentialsPolicies').filter(
        ({ body }) => at(body, 'properties', 'allow') === false,
      );
      const names = off.map(({ body }) => show(body['name']));
      return created(resources, 'Microsoft.Web/sites').flatMap(({ name }) =>
        ['"ftp"', '"scm"'].filter((kind) => !names.includes(kind)).map((kind) => `${name}: ${kind}`),
      );
    },
  },
  {
    name: 'the platform does not come before our own check of tokens (Easy Auth)',
    bad: [resource('Microsoft.Web/sites/config', '').replace("'n'", "'authsettingsV2'")],
    check: ({ resources }) =>
      created(resources, 'Microsoft.Web/sites/config')
        .map(({ body }) => show(body['name']))
        .filter((name) => /authsettings/i.test(name)),
  },
  mustHave(
    'vault: roles instead of access policies, soft delete, purge protection',
    'Microsoft.KeyVault/vaults',
    { enableRbacAuthorization: [true], enablePurgeProtection: [true], enableSoftDelete: [true, undefined], accessPolicies: [undefined] },
    ['enableRbacAuthorization: true', 'enableRbacAuthorization: true\nenablePurgeProtection: true\naccessPolicies: []'],
  ),
  mustHave('Application Insights takes data by Entra only', 'Microsoft.Insights/components', { DisableLocalAuth: [true] }, [
    '',
    'DisableLocalAuth: false',
  ]),
  mustHave('Log Analytics takes data by Entra only', 'Microsoft.OperationalInsights/workspaces', { 'features.disableLocalAuth': [true] }, [
    'features: {}',
  ]),
  {
    name: 'parameters and outputs are described, and parameters are used',
    bad: ['param a string\noutput b string = a\n', "@description('What it is.')\nparam unused string\n"],
    check: ({ parameters, outputs, references }) => [
      ...[...parameters, ...outputs]
        .filter(({ decorators }) => typeof decorators.get('description') !== 'string')
        .map(({ name }) => `${name} is not described`),
      ...parameters.filter(({ name }) => !references.has(name)).map(({ name }) => `${name} is not used`),
    ],
  },
  {
    name: 'variables are used',
    bad: ["var a = 'x'\n"],
    check: ({ variables, references }) => [...variables.keys()].filter((name) => !references.has(name)),
  },
  {
    name: 'every resource carries the tags, where its kind takes them',
    bad: ["resource r 'Microsoft.KeyVault/vaults@2024-01-01' = {\n  name: 'n'\n}\n"],
    check: ({ resources }) =>
      TAGGED.flatMap((type) => created(resources, type))
        .filter(({ body }) => body['tags'] === undefined)
        .map(({ name }) => name),
  },
];

const TAGGED = [
  'Microsoft.Insights/components',
  'Microsoft.KeyVault/vaults',
  'Microsoft.ManagedIdentity/userAssignedIdentities',
  'Microsoft.OperationalInsights/workspaces',
  'Microsoft.Resources/resourceGroups',
  'Microsoft.Storage/storageAccounts',
  'Microsoft.Web/serverfarms',
  'Microsoft.Web/sites',
];

/** The names in an object, or none. */
export const namesIn = (value: Value | undefined): string[] => (isObject(value) ? Object.keys(value) : []);
