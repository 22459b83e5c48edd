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

export const Tenant = z.object({
  application: Application.optional(),
  principal: Principal.optional(),
  credential: Credential.optional(),
  assignments: z.array(Assignment).default([]),
  /** Whether Graph refuses every change and look. */
  forbidden: z.boolean().default(false),
});
export type Tenant = z.output<typeof Tenant>;

export const IDS = {
  tenant: 'b0000000-0000-4000-8000-000000000001',
  application: '10000000-0000-4000-8000-000000000001',
  client: 'c0000000-0000-4000-8000-000000000001',
  principal: '20000000-0000-4000-8000-000000000001',
  me: 'a0000000-0000-4000-8000-000000000003',
} as const;

const GRAPH = 'https://graph.microsoft.com/v1.0';
const APPLICATION = `${GRAPH}/applications(uniqueName='telnyx-mcp')`;
const PRINCIPAL = `${GRAPH}/servicePrincipals(appId='${IDS.client}')`;
const CREDENTIALS = `${GRAPH}/applications/${IDS.application}/federatedIdentityCredentials`;
const ASSIGNMENTS = `${GRAPH}/servicePrincipals/${IDS.principal}/appRoleAssignedTo`;

type Answer = string | undefined;

/** What a look at a URL answers, by the beginning of its query; undefined for an object that is not there. */
const LOOKS: Readonly<Record<string, (tenant: Tenant, query: string) => Answer>> = {
  [`${APPLICATION} join('|', [displayName, signInAudience, to_string(api.`]: ({ application: app }) =>
    app &&
    [
      app.displayName,
      app.signInAudience,
      String(app.api.requestedAccessTokenVersion),
      app.web.redirectUris.join(' '),
      app.appRoles.flatMap(({ id, value }) => [id, value]).join(' '),
    ].join('|'),
  [`${APPLICATION} appId`]: ({ application }) => application?.appId,
  [`${APPLICATION} id`]: ({ application }) => application?.id,
  [`${PRINCIPAL} join('|', [to_string(appRoleAssignmentRequired), to_string(contains(tags, `]: ({ principal }) =>
    principal && `${principal.appRoleAssignmentRequired}|${principal.tags.includes('WindowsAzureActiveDirectoryIntegratedApp')}`,
  [`${PRINCIPAL} id`]: ({ principal }) => principal?.id,
  [`${CREDENTIALS} value[?name=='managed-identity'].join('|', [issuer, subject, join(' ', audiences)]) | [0]`]: ({ credential }) =>
    credential ? [credential.issuer, credential.subject, credential.audiences.join(' ')].join('|') : '',
  [`${ASSIGNMENTS} length(value[?principalId==`]: ({ assignments }, query) => {
    const [, person, role] = /principalId=='([^']+)' && appRoleId=='([^']+)'/.exec(query) ?? [];
    return String(assignments.filter(({ principalId, appRoleId }) => principalId === person && appRoleId === role).length);
  },
};

/** What a change at a method and URL does. */
const CHANGES: Readonly<Record<string, (tenant: Tenant, body: object) => void>> = {
  [`patch ${APPLICATION}`]: (tenant, body) => {
    tenant.application = Application.parse({ id: IDS.application, appId: IDS.client, ...tenant.application, ...body });
  },
  [`post ${GRAPH}/servicePrincipals`]: (tenant, body) => {
    tenant.principal = Principal.strict().parse({ id: IDS.principal, ...body });
  },
  [`patch ${PRINCIPAL}`]: (tenant, body) => {
    tenant.principal = Principal.strict().parse({ ...tenant.principal, ...body });
  },
  [`patch ${CREDENTIALS}(name='managed-identity')`]: (tenant, body) => {
    tenant.credential = Credential.strict().parse({ name: 'managed-identity', ...body });
  },
  [`post ${ASSIGNMENTS}`]: (tenant, body) => {
    tenant.assignments.push(Assignment.strict().parse(body));
  },
};

/** Creating by PATCH takes this header (Microsoft Graph, "Upsert application"). */
const UPSERTS = [`patch ${APPLICATION}`, `patch ${CREDENTIALS}(name='managed-identity')`];

function fail(message: string): never {
  console.error(`ERROR: ${message}`);
  process.exit(1);
}

function look(tenant: Tenant, url: string, query: string): void {
  const known = Object.keys(LOOKS).find((key) =>
    / (appId|id)$/.test(key) ? `${url} ${query}` === key : `${url} ${query}`.startsWith(key),
  );
  if (known === undefined) fail(`this stand-in does not know the query: ${url} ${query}`);
  const answer = LOOKS[known]?.(tenant, query);
  if (answer === undefined) fail('Not Found({"error":{"code":"Request_ResourceNotFound","message":"Resource does not exist."}})');
  if (answer !== '') console.log(answer);
}

function change(tenant: Tenant, target: string, headers: readonly string[], body: string): void {
  const known = CHANGES[target];
  if (!known) fail(`this stand-in does not know the change: ${target}`);
  if (!headers.includes('Content-Type=application/json')) fail('Unsupported Media Type');
  if (UPSERTS.includes(target) && !headers.includes('Prefer=create-if-missing')) fail('Not Found');
  known(tenant, z.record(z.string(), z.unknown()).parse(JSON.parse(body)));
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
  change(tenant, `${method} ${url}`, headers, body);
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
