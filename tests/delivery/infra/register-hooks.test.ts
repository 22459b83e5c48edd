import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { run } from '../../support/index.ts';
import { startVault, type VaultPlace } from '../keys/vault-place.ts';
import { IDS, Tenant } from './support/fake-az.ts';
import { ME, SOMEBODY, startGraph, type FakeTenant } from './support/fake-graph.ts';

// Many programs, one after the other: a minute of them on a busy machine.
jest.setTimeout(300_000);

const SUBSCRIPTION = '3faf6056-8474-4818-a729-1aff55d6b3fa';
const NAME = 'telnyx-mcp-prod-3faf6056';
const CLIENT = IDS.client;
const CLOUD_APPLICATION_ADMINISTRATOR = '158c047a-c907-4556-b7ef-446551a6b5f7';
const APPLICATION_DEVELOPER = 'cf1c38e5-3621-4004-a7cb-879624dced7c';
const OWNER = 'c43e58b1-7a06-4c9d-91e7-3fd2b6a80c74';
const READER = '6f2c1a54-93d8-4b07-8e6a-0d5b7c1e9a41';

const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;
const PERSON = jwt({ idtyp: 'user', scp: 'Directory.AccessAsUser.All' });

let folder: string;
let tenant: FakeTenant;
let graph: Awaited<ReturnType<typeof startGraph>>;
let graphs: (typeof graph)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'azd-'));
  tenant = { allowedToCreateApps: true, userType: 'Member', roles: [], made: undefined, assignments: [], forbidden: [] };
  await logIn(PERSON);
  await writeFile(join(folder, 'az'), `#!/bin/sh\nexec "${process.execPath}" "${join(__dirname, 'support/fake-az.ts')}" "$@"\n`);
  await writeFile(join(folder, 'tenant.json'), '{}');
  await chmod(join(folder, 'az'), 0o755);
});
afterEach(async () => {
  for (const each of graphs) each.close();
  graphs = [];
  await rm(folder, { recursive: true });
});

/** azd, with this login: it gives a token and writes down what is kept in the environment. */
async function logIn(token: string | undefined) {
  const answer = token === undefined ? 'exit 1' : `echo '${JSON.stringify({ token, expiresOn: '2099-11-28T00:00:00Z' })}'`;
  await writeFile(
    join(folder, 'azd'),
    `#!/bin/sh\ncase "$*" in\n"auth token --scope https://graph.microsoft.com/.default --output json"*) ${answer} ;;\n"-C infra env set "*) echo "$*" >> "${folder}/kept" ;;\n*) exit 2 ;;\nesac\n`,
  );
  await chmod(join(folder, 'azd'), 0o755);
  graph = await startGraph(token ?? '', tenant);
  graphs.push(graph);
}

async function hook(file: string, env: Readonly<Record<string, string>> = {}) {
  const program = run(`infra/azure/hooks/${file}`, [], {
    PATH: `${folder}:${process.env['PATH'] ?? ''}`,
    AZURE_ENV_NAME: 'prod',
    AZURE_SUBSCRIPTION_ID: SUBSCRIPTION,
    HOOK_GRAPH_URL: graph.url,
    HOOK_RETRY_SECONDS: '0.2',
    HOOK_PATIENCE_SECONDS: '60',
    FAKE_TENANT: join(folder, 'tenant.json'),
    FAKE_CALLS: join(folder, 'calls.jsonl'),
    ...env,
  });
  const code = await program.exited;
  const kept = (await readFile(join(folder, 'kept'), 'utf8').catch(() => '')).split('\n').filter(Boolean);
  return {
    code,
    output: program.output(),
    kept: kept.map((line) => line.replace('-C infra env set ', '').replace(' --environment prod', '')),
  };
}

describe('before azd provision', () => {
  const MADE_BY_SOMEBODY = { uniqueName: NAME, clientId: CLIENT, owners: [SOMEBODY] };

  test.each<[string, Partial<FakeTenant>, RegExp]>([
    ['people may register applications', {}, /the deployment registers the app/],
    [
      'only developers may, and I am one',
      { allowedToCreateApps: false, roles: [APPLICATION_DEVELOPER] },
      /the deployment registers the app/,
    ],
    ['the registration is mine', { made: { ...MADE_BY_SOMEBODY, owners: [ME] } }, /brings its registration up to date/],
    ['it is another person’s, and I administer all', { made: MADE_BY_SOMEBODY, roles: [CLOUD_APPLICATION_ADMINISTRATOR] }, /up to date/],
  ])('lets the template do it: %s', async (_what, changed, said) => {
    Object.assign(tenant, changed);
    const { code, output, kept } = await hook('pre-provision.ts');
    expect({ code, kept }).toEqual({ code: 0, kept: [] });
    expect(output).toMatch(said);
    expect(graph.changes).toEqual([]);
  });

  test.each<[string, Partial<FakeTenant>]>([
    ['people may not', { allowedToCreateApps: false }],
    ['guests may not', { userType: 'Guest' }],
    ['another role does not help', { allowedToCreateApps: false, roles: [READER] }],
  ])('goes on without, and says so: %s', async (_what, changed) => {
    Object.assign(tenant, changed);
    const { code, output, kept } = await hook('pre-provision.ts');
    expect({ code, kept }).toEqual({ code: 0, kept: ['REGISTER_APP no'] });
    expect(output).toContain('you may not register applications in this tenant. The deployment goes on without');
  });

  test('keeps a registration that somebody else made and I may not change, rather than failing on it', async () => {
    tenant.made = MADE_BY_SOMEBODY;
    const { code, output, kept } = await hook('pre-provision.ts');
    expect({ code, kept }).toEqual({ code: 0, kept: [`ENTRA_CLIENT_ID ${CLIENT}`] });
    expect(output).toContain(`The registration ${CLIENT} stays in use, and is not changed.`);
  });

  test.each([
    ['the right is gone', '', false],
    ['nobody is to register any more', 'no', true],
  ])('never takes the registration from an app that has one: %s', async (_what, who, allowed) => {
    tenant.allowedToCreateApps = allowed;
    const { code, kept } = await hook('pre-provision.ts', { ENTRA_APP_ID: CLIENT, REGISTER_APP: who });
    expect({ code, kept }).toEqual({ code: 0, kept: [`ENTRA_CLIENT_ID ${CLIENT}`] });
  });

  test.each<[string, () => Promise<void> | void]>([
    ['Graph refuses to say', () => void tenant.forbidden.push('policies')],
    ['nobody is logged in', () => logIn(undefined)],
  ])('tries it, and says what to do if that fails: %s', async (_what, arrange) => {
    await arrange();
    const { code, output, kept } = await hook('pre-provision.ts');
    expect({ code, kept }).toEqual({ code: 0, kept: [] });
    expect(output).toContain('Authorization_RequestDenied');
    expect(output).toContain('azd -C infra env set REGISTER_APP no');
  });

  test.each([
    ['without a permission', [], ['REGISTER_APP no']],
    ['with one', ['Application.ReadWrite.OwnedBy'], []],
  ])('knows what a pipeline may do: %s', async (_what, roles, wanted) => {
    await logIn(jwt({ idtyp: 'app', roles }));
    expect((await hook('pre-provision.ts')).kept).toEqual(wanted);
  });

  test('leaves a given registration alone, and asks nobody', async () => {
    await logIn(undefined);
    const { code, output, kept } = await hook('pre-provision.ts', { ENTRA_CLIENT_ID: CLIENT, REGISTER_APP: 'script' });
    expect({ code, kept }).toEqual({ code: 0, kept: [] });
    expect(output).toBe(`Entra ID: the registration ${CLIENT} is used, and not changed.`);
  });

  test('script: makes the first half under the name of the environment, and remembers its client id', async () => {
    const { code, kept } = await hook('pre-provision.ts', { REGISTER_APP: 'script' });
    expect({ code, kept }).toEqual({ code: 0, kept: [`SCRIPT_CLIENT_ID ${CLIENT}`] });
    const { registrations } = Tenant.parse(JSON.parse(await readFile(join(folder, 'tenant.json'), 'utf8')));
    expect(registrations[NAME]).toMatchObject({ application: { web: { redirectUris: [] } }, credentials: [] });
  });

  test('refuses a way that there is not', async () => {
    const { code, output } = await hook('pre-provision.ts', { REGISTER_APP: 'maybe' });
    expect(code).toBe(1);
    expect(output).toMatch(/^Invalid environment\. REGISTER_APP/);
  });
});

describe('after azd provision', () => {
  let place: VaultPlace;
  beforeEach(async () => {
    place = await startVault({ 'telnyx-api-key': 'KEY0190abcdefABCDEF_typedByAPerson' });
  });
  afterEach(() => place.stop());

  const OUTPUTS = {
    ENTRA_UNIQUE_NAME: NAME,
    ENTRA_REDIRECT_URI: 'https://func-example.azurewebsites.net/auth/callback',
    IDENTITY_PRINCIPAL_ID: 'e0000000-0000-4000-8000-000000000001',
  };
  const after = (env: Readonly<Record<string, string>>) => hook('post-provision.ts', { ...place.env, ...OUTPUTS, ...env });
  const made = { uniqueName: NAME, clientId: CLIENT, owners: [ME] };

  test('gives me the role Owner of a registration that nobody owns yet, once', async () => {
    tenant.made = made;
    const first = await after({ ENTRA_APP_ID: CLIENT, AZURE_TENANT_ID: IDS.tenant });
    expect(first.code).toBe(0);
    expect(first.output).toContain('Role Owner: given to you, because nobody had it.');
    expect(tenant.assignments).toEqual([{ principalId: ME, resourceId: '20000000-0000-4000-8000-000000000001', appRoleId: OWNER }]);
    expect((await after({ ENTRA_APP_ID: CLIENT })).output).toContain('Role Owner: somebody has it already');
    expect(graph.changes).toHaveLength(1);
  });

  test('says how to give it by hand where it cannot, and ends well', async () => {
    tenant.made = made;
    tenant.forbidden.push('servicePrincipals/');
    const { code, output } = await after({ ENTRA_APP_ID: CLIENT });
    expect(code).toBe(0);
    expect(output).toMatch(/could not be given to you \(Microsoft Graph answers 403\)[^]*Users and groups/);
  });

  test('touches no registration that was given', async () => {
    const { code, output } = await after({ ENTRA_APP_ID: CLIENT, ENTRA_CLIENT_ID: CLIENT });
    expect(code).toBe(0);
    expect(output).not.toMatch(/Role Owner|administrator/);
    expect(graph.changes).toEqual([]);
  });

  test('script: adds the redirect URI and the identity to its own registration', async () => {
    tenant.made = made;
    await hook('pre-provision.ts', { REGISTER_APP: 'script' });
    const { code } = await after({ REGISTER_APP: 'script', ENTRA_APP_ID: CLIENT });
    expect(code).toBe(0);
    const { registrations } = Tenant.parse(JSON.parse(await readFile(join(folder, 'tenant.json'), 'utf8')));
    expect(registrations[NAME]).toMatchObject({
      application: { web: { redirectUris: [OUTPUTS.ENTRA_REDIRECT_URI] } },
      credentials: [{ subject: OUTPUTS.IDENTITY_PRINCIPAL_ID }],
    });
  });

  test('without a registration: prints the whole mail with the values of this deployment, and ends well', async () => {
    const { code, output } = await after({ REGISTER_APP: 'no', AZURE_TENANT_ID: IDS.tenant });
    expect(code).toBe(0);
    expect(output).toContain('Until it is, it runs and serves a page that says so.');
    expect(output).toContain(`our tenant ${IDS.tenant}`);
    expect(output).toContain('azd -C infra env set ENTRA_CLIENT_ID CLIENT_ID');
    // What the administrator is asked to run makes this very registration.
    const [, command = ''] = /^ +(bash app-registration\.sh (?:.*\\\n)*.*)$/m.exec(output) ?? [];
    const words = z.array(z.string()).parse(command.replaceAll('\\\n', ' ').replaceAll("'", '').split(/\s+/));
    expect(words).toEqual([
      ...['bash', 'app-registration.sh', '--unique-name', NAME],
      ...['--redirect-uri', OUTPUTS.ENTRA_REDIRECT_URI, '--identity', OUTPUTS.IDENTITY_PRINCIPAL_ID],
    ]);
  });
});
