/**
 * As much of `az` as infra/entra/app-registration.sh uses, with a tenant in a JSON file (FAKE_TENANT) and every call written down
 * (FAKE_CALLS). It answers the queries that it knows, so that a changed query fails loudly.
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';

const Application = z.object({
  id: z.string(),
  appId: z.string(),
  displayName: z.string(),
  signInAudience: z.string(),
  api: z.object({ requestedAccessTokenVersion: z.number().nullable() }),
  web: z.object({ redirectUris: z.array(z.string()) }),
  appRoles: z.array(z.looseObject({ id: z.string(), value: z.string() })),
});
const Principal = z.object({ id: z.string(), appId: z.string(), appRoleAssignmentRequired: z.boolean(), tags: z.array(z.string()) });
const Credential = z.object({
  name: z.string(),
  issuer: z.string(),
  subject: z.string(),
  audiences: z.array(z.string()),
  description: z.string(),
});
const Assignment = z.object({ principalId: z.string(), resourceId: z.string(), appRoleId: z.string() });

const Registration = z.object({
  application: Application,
  principal: Principal.optional(),
  credentials: z.array(Credential).default([]),
});

export const Tenant = z.object({
  /** By unique name, in the order in which they were made. */
  registrations: z.record(z.string(), Registration).default({}),
  assignments: z.array(Assignment).default([]),
  /** Whether Graph refuses every change and look. */
  forbidden: z.boolean().default(false),
});
export type Tenant = z.output<typeof Tenant>;
type Registration = z.output<typeof Registration>;

/** Ids of the first registration; those of the second end in 2, and so on. */
export const IDS = {
  tenant: 'b0000000-0000-4000-8000-000000000001',
  application: '10000000-0000-4000-8000-000000000001',
  client: 'c0000000-0000-4000-8000-000000000001',
  principal: '20000000-0000-4000-8000-000000000001',
  me: 'a0000000-0000-4000-8000-000000000003',
} as const;
const numbered = (id: string, count: number) => `${id.slice(0, -1)}${count}`;

const GRAPH = 'https://graph.microsoft.com/v1.0';
/** Whose URL this is: a part of the names below, and of which registration. */
const NAMED = /^(.*applications)\(uniqueName='([^']+)'\)$/;
const OTHERS: readonly (readonly [RegExp, string, (registration: Registration, id: string) => boolean])[] = [
  [/^.*servicePrincipals\(appId='([^']+)'\)$/, 'PRINCIPAL', ({ application }, id) => application.appId === id],
  [
    /^.*applications\/([^/]+)\/federatedIdentityCredentials(?:\(name='[^']+'\))?$/,
    'CREDENTIALS',
    ({ application }, id) => application.id === id,
  ],
  [/^.*servicePrincipals\/([^/]+)\/appRoleAssignedTo$/, 'ASSIGNMENTS', ({ principal }, id) => principal?.id === id],
];

interface Place {
  readonly kind: string;
  /** Unique name; undefined where there is no such registration. */
  readonly name: string | undefined;
}

function placeOf(tenant: Tenant, url: string): Place {
  const [, , name] = NAMED.exec(url) ?? [];
  if (name !== undefined) return { kind: 'APPLICATION', name };
  for (const [form, kind, fits] of OTHERS) {
    const [, id = ''] = form.exec(url) ?? [];
    if (id !== '') return { kind, name: Object.keys(tenant.registrations).find((each) => hasId(tenant, each, id, fits)) };
  }
  return { kind: url, name: undefined };
}

function hasId(tenant: Tenant, name: string, id: string, fits: (registration: Registration, id: string) => boolean): boolean {
  const registration = tenant.registrations[name];
  return registration !== undefined && fits(registration, id);
}

type Answer = string | undefined;

/** What a look answers, by the beginning of its query; undefined for an object that is not there. */
const LOOKS: Readonly<Record<string, (registration: Registration, tenant: Tenant, query: string) => Answer>> = {
  "APPLICATION join('|', [displayName, signInAudience, to_string(api.": ({ application: app }) =>
    [
      app.displayName,
      app.signInAudience,
      String(app.api.requestedAccessTokenVersion),
      app.appRoles.flatMap(({ id, value }) => [id, value]).join(' '),
    ].join('|'),
  "APPLICATION join(' ', web.redirectUris)": ({ application }) => application.web.redirectUris.join(' '),
  'APPLICATION appId': ({ application }) => application.appId,
  'APPLICATION id': ({ application }) => application.id,
  "PRINCIPAL join('|', [to_string(appRoleAssignmentRequired), to_string(contains(tags, ": ({ principal }) =>
    principal && `${principal.appRoleAssignmentRequired}|${principal.tags.includes('WindowsAzureActiveDirectoryIntegratedApp')}`,
  'PRINCIPAL id': ({ principal }) => principal?.id,
  "CREDENTIALS value[].join('|', [issuer, subject, join(' ', audiences)])": ({ credentials }) =>
    credentials.map(({ issuer, subject, audiences }) => [issuer, subject, audiences.join(' ')].join('|')).join('\n'),
  'ASSIGNMENTS length(value[?principalId==': (_registration, { assignments }, query) => {
    const [, person, role] = /principalId=='([^']+)' && appRoleId=='([^']+)'/.exec(query) ?? [];
    return String(assignments.filter(({ principalId, appRoleId }) => principalId === person && appRoleId === role).length);
  },
};

const nothing = { web: { redirectUris: [] } };

/** What a change does, by method and place. */
const CHANGES: Readonly<Record<string, (tenant: Tenant, name: string, body: Readonly<Record<string, unknown>>, url: string) => void>> = {
  'patch APPLICATION': ({ registrations }, name, body) => {
    const before = registrations[name];
    const count = Object.keys(registrations).length + 1;
    const ids = { id: numbered(IDS.application, count), appId: numbered(IDS.client, count) };
    const application = Application.strict().parse({ ...ids, ...nothing, ...before?.application, ...body });
    registrations[name] = Registration.parse({ ...before, application });
  },
  'patch PRINCIPAL': ({ registrations }, name, body) => {
    const registration = registrations[name];
    if (registration) registration.principal = Principal.strict().parse({ ...registration.principal, ...body });
  },
  'patch CREDENTIALS': ({ registrations }, name, body, url) => {
    const [, own = ''] = /\(name='([^']+)'\)$/.exec(url) ?? [];
    const registration = registrations[name];
    const credential = Credential.strict().parse({ name: own, ...body });
    const others = registration?.credentials.filter((each) => each.name !== own) ?? [];
    if (others.some(({ issuer, subject }) => issuer === credential.issuer && subject === credential.subject)) fail('Conflict');
    if (registration) registration.credentials = [...others, credential];
  },
  'post ASSIGNMENTS': (tenant, _name, body) => {
    tenant.assignments.push(Assignment.strict().parse(body));
  },
};

function addPrincipal({ registrations }: Tenant, body: Readonly<Record<string, unknown>>): void {
  const name = Object.keys(registrations).find((each) => registrations[each]?.application.appId === body['appId']);
  const registration = name === undefined ? undefined : registrations[name];
  if (!registration) fail('Bad Request');
  const last = registration.application.id.slice(-1);
  registration.principal = Principal.strict().parse({ id: numbered(IDS.principal, Number(last)), ...body });
}

/** Creating by PATCH takes this header (Microsoft Graph, "Upsert application"). */
const UPSERTS = ['patch APPLICATION', 'patch CREDENTIALS'];

function fail(message: string): never {
  console.error(`ERROR: ${message}`);
  process.exit(1);
}

function look(tenant: Tenant, url: string, query: string): void {
  const { kind, name } = placeOf(tenant, url);
  const asked = `${kind} ${query}`;
  const known = Object.keys(LOOKS).find((key) => (/ (appId|id)$/.test(key) ? asked === key : asked.startsWith(key)));
  if (known === undefined) fail(`this stand-in does not know the query: ${url} ${query}`);
  const registration = name === undefined ? undefined : tenant.registrations[name];
  const answer = registration && LOOKS[known]?.(registration, tenant, query);
  if (answer === undefined) fail('Not Found({"error":{"code":"Request_ResourceNotFound","message":"Resource does not exist."}})');
  if (answer !== '') console.log(answer);
}

function change(tenant: Tenant, method: string, url: string, headers: readonly string[], text: string): void {
  const body = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  if (!headers.includes('Content-Type=application/json')) fail('Unsupported Media Type');
  if (`${method} ${url}` === `post ${GRAPH}/servicePrincipals`) {
    addPrincipal(tenant, body);
    return;
  }
  const { kind, name } = placeOf(tenant, url);
  const known = CHANGES[`${method} ${kind}`];
  if (!known || !url.startsWith(GRAPH)) fail(`this stand-in does not know the change: ${method} ${url}`);
  if (name === undefined) fail('Not Found');
  if (UPSERTS.includes(`${method} ${kind}`) && !headers.includes('Prefer=create-if-missing')) fail('Not Found');
  known(tenant, name, body, url);
}

function rest(file: string, args: readonly string[]): void {
  const text = { type: 'string' } as const;
  const headersAt = args.indexOf('--headers');
  const until = args.findIndex((word, at) => at > headersAt && word.startsWith('--'));
  const headers = headersAt === -1 ? [] : args.slice(headersAt + 1, until);
  const others = headersAt === -1 ? args : [...args.slice(0, headersAt), ...args.slice(until)];
  const { values } = parseArgs({ args: [...others], options: { method: text, url: text, query: text, output: text, body: text } });
  const { method = 'get', url = '', query = '', body = '' } = values;
  const tenant = Tenant.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (tenant.forbidden) fail('Forbidden({"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges"}})');
  if (method === 'get') {
    look(tenant, url, query);
    return;
  }
  change(tenant, method, url, headers, body);
  writeFileSync(file, JSON.stringify(tenant));
}

function main(args: readonly string[]): void {
  const { FAKE_TENANT: file = '', FAKE_CALLS: calls = '' } = process.env;
  appendFileSync(calls, `${JSON.stringify(args)}\n`);
  const command = args.join(' ');
  if (command === 'account show --query tenantId --output tsv') console.log(IDS.tenant);
  else if (command === 'ad signed-in-user show --query id --output tsv') console.log(IDS.me);
  else if (args[0] === 'rest') rest(file, args.slice(1));
  else fail(`this stand-in does not know: az ${command}`);
}

if (process.env['FAKE_TENANT']) main(process.argv.slice(2));
