/**
 * The four types of the Microsoft Graph extension of Bicep that infra/entra uses, as Bicep's type descriptions have them. The real ones are
 * downloaded at each build, which a machine without that network cannot do: these stand in for them in tests. By Microsoft's reference
 * (learn.microsoft.com/graph/templates/bicep/reference, v1.0): what is required, what is read-only, what is a UUID. Properties that we do
 * not use are left out, so that a property which the reference lacks is an error here as well.
 */

/** Flags of a property in Bicep's type descriptions. */
const FLAGS = { optional: 0, required: 1, readOnly: 2, constant: 8 + 2, key: 16 + 1, uniqueName: 16 + 8 + 1 } as const;

type Type =
  | 'string'
  | 'uuid'
  | 'boolean'
  | 'integer'
  | { readonly literal: string }
  | { readonly list: Type }
  | { readonly name: string; readonly properties: Properties };
type Properties = Readonly<Record<string, readonly [Type, keyof typeof FLAGS]>>;

const APP_ROLE: Type = {
  name: 'MicrosoftGraphAppRole',
  properties: {
    allowedMemberTypes: [{ list: 'string' }, 'optional'],
    description: ['string', 'optional'],
    displayName: ['string', 'optional'],
    id: ['uuid', 'optional'],
    isEnabled: ['boolean', 'optional'],
    origin: ['string', 'readOnly'],
    value: ['string', 'optional'],
  },
};

const RESOURCES: Readonly<Record<string, Properties>> = {
  'Microsoft.Graph/applications': {
    api: [{ name: 'MicrosoftGraphApiApplication', properties: { requestedAccessTokenVersion: ['integer', 'optional'] } }, 'optional'],
    appId: ['string', 'readOnly'],
    appRoles: [{ list: APP_ROLE }, 'optional'],
    displayName: ['string', 'required'],
    id: ['string', 'readOnly'],
    signInAudience: ['string', 'optional'],
    uniqueName: ['string', 'uniqueName'],
    web: [{ name: 'MicrosoftGraphWebApplication', properties: { redirectUris: [{ list: 'string' }, 'optional'] } }, 'optional'],
  },
  'Microsoft.Graph/applications/federatedIdentityCredentials': {
    audiences: [{ list: 'string' }, 'required'],
    description: ['string', 'optional'],
    id: ['string', 'readOnly'],
    issuer: ['string', 'required'],
    name: ['string', 'key'],
    subject: ['string', 'required'],
  },
  'Microsoft.Graph/servicePrincipals': {
    appId: ['string', 'key'],
    appOwnerOrganizationId: ['uuid', 'readOnly'],
    appRoleAssignmentRequired: ['boolean', 'optional'],
    id: ['string', 'readOnly'],
    signInAudience: ['string', 'readOnly'],
    tags: [{ list: 'string' }, 'optional'],
  },
  'Microsoft.Graph/appRoleAssignedTo': {
    appRoleId: ['uuid', 'required'],
    id: ['string', 'readOnly'],
    principalDisplayName: ['string', 'readOnly'],
    principalId: ['uuid', 'required'],
    principalType: ['string', 'readOnly'],
    resourceId: ['uuid', 'required'],
  },
};

const UUID = { $type: 'StringType', minLength: 36, maxLength: 36, pattern: '^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$' };
const PLAIN = {
  string: { $type: 'StringType' },
  uuid: UUID,
  boolean: { $type: 'BooleanType' },
  integer: { $type: 'IntegerType' },
} as const;

interface Reference {
  readonly $ref: string;
}

/** What `bicep publish-extension` takes, by file name. */
export function graphTypes(): Readonly<Record<'index.json' | 'types.json', string>> {
  const types: object[] = [];
  const add = (type: object): Reference => ({ $ref: `#/${types.push(type) - 1}` });
  const reference = (type: Type): Reference => {
    if (typeof type === 'string') return add(PLAIN[type]);
    if ('literal' in type) return add({ $type: 'StringLiteralType', value: type.literal });
    if ('list' in type) return add({ $type: 'ArrayType', itemType: reference(type.list) });
    return add({ $type: 'ObjectType', name: type.name, properties: propertiesOf(type.properties) });
  };
  const propertiesOf = (properties: Properties) =>
    Object.fromEntries(
      Object.entries(properties).map(([name, [type, flag]]) => [name, { type: reference(type), flags: FLAGS[flag], description: name }]),
    );
  const resources = Object.fromEntries(
    Object.entries(RESOURCES).map(([name, own]) => {
      const always: Properties = { type: [{ literal: name }, 'constant'], apiVersion: [{ literal: 'v1.0' }, 'constant'] };
      const body = reference({ name, properties: { ...always, ...own } });
      const { $ref } = add({ $type: 'ResourceType', name: `${name}@v1.0`, scopeType: 0, body, flags: 0 });
      return [`${name}@v1.0`, { $ref: `types.json${$ref}` }];
    }),
  );
  const { $ref } = add({ $type: 'ObjectType', name: 'configuration', properties: {} });
  const settings = { name: 'MicrosoftGraph', version: '1.0.0', isSingleton: false, configurationType: { $ref: `types.json${$ref}` } };
  return {
    'index.json': JSON.stringify({ resources, resourceFunctions: {}, settings }),
    'types.json': JSON.stringify(types),
  };
}
