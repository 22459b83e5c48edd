import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { COMPILE_CACHE } from '../../../infra/local/node-options.ts';
import { ROLES } from '../../../shared/platform/settings/index.ts';
import { IDS, Tenant } from './support/fake-az.ts';

// Many programs, one after the other: a minute of them on a busy machine.
jest.setTimeout(300_000);

const REDIRECT_URI = 'https://func-example.azurewebsites.net/auth/callback';
const IDENTITY = 'e0000000-0000-4000-8000-000000000001';
const OTHER_IDENTITY = 'f0000000-0000-4000-8000-000000000002';
const NAME = 'telnyx-mcp-prod-3faf6056';
const NAMED = ['--unique-name', NAME];
const NEEDED = [...NAMED, '--redirect-uri', REDIRECT_URI, '--identity', IDENTITY];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'az-'));
  await writeFile(join(folder, 'az'), `#!/bin/sh\nexec "${process.execPath}" "${join(__dirname, 'support/fake-az.ts')}" "$@"\n`);
  await chmod(join(folder, 'az'), 0o755);
  await put({});
});
afterEach(() => rm(folder, { recursive: true }));

const put = (tenant: object) => writeFile(join(folder, 'tenant.json'), JSON.stringify(tenant));
const tenant = async () => Tenant.parse(JSON.parse(await readFile(join(folder, 'tenant.json'), 'utf8')));
/** The registration of that name. */
async function registered(name = NAME) {
  const found = (await tenant()).registrations[name];
  if (!found) throw new Error(`There is no registration ${name}`);
  return found;
}
const putRegistration = async (changed: object) =>
  put({ ...(await tenant()), registrations: { [NAME]: { ...(await registered()), ...changed } } });
const roles = async () =>
  z.array(z.looseObject({ id: z.guid(), value: z.string() })).parse(JSON.parse(await readFile('infra/entra/app-roles.json', 'utf8')));

/** @returns The output of the script, and the changes that it asked az for. */
async function register(...args: string[]) {
  const calls = join(folder, 'calls.jsonl');
  await rm(calls, { force: true });
  const child = spawn('bash', ['infra/entra/app-registration.sh', ...args], {
    env: {
      PATH: `${folder}:${process.env['PATH'] ?? ''}`,
      FAKE_TENANT: join(folder, 'tenant.json'),
      FAKE_CALLS: calls,
      NODE_COMPILE_CACHE: COMPILE_CACHE,
    },
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said.stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said.stderr += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  const lines = (await readFile(calls, 'utf8').catch(() => '')).split('\n').filter(Boolean);
  const all = lines.map((line) => z.array(z.string()).parse(JSON.parse(line)));
  const changes = all.filter((call) => call[0] === 'rest' && call[call.indexOf('--method') + 1] !== 'get');
  return { code, ...said, all, changes };
}

describe('the first run', () => {
  test('registers the app: roles, redirect URI, assignment required, the identity instead of a secret, an Owner', async () => {
    const { code, stdout, changes } = await register(...NEEDED, '--assign-owner', 'me');
    expect(code).toBe(0);
    expect(stdout).toBe(`ENTRA_CLIENT_ID=${IDS.client}\nENTRA_TENANT_ID=${IDS.tenant}\n`);
    expect(changes).toHaveLength(4);
    const owner = (await roles()).find(({ value }) => value === 'Owner');
    expect(await tenant()).toEqual({
      registrations: {
        [NAME]: {
          application: {
            id: IDS.application,
            appId: IDS.client,
            displayName: 'Telnyx for MCP clients',
            signInAudience: 'AzureADMyOrg',
            api: { requestedAccessTokenVersion: 2 },
            web: { redirectUris: [REDIRECT_URI] },
            appRoles: await roles(),
          },
          principal: {
            id: IDS.principal,
            appId: IDS.client,
            appRoleAssignmentRequired: true,
            tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
          },
          credentials: [
            {
              name: 'managed-identity',
              issuer: `https://login.microsoftonline.com/${IDS.tenant}/v2.0`,
              subject: IDENTITY,
              audiences: ['api://AzureADTokenExchange'],
              description: 'The managed identity of the function app',
            },
          ],
        },
      },
      assignments: [{ principalId: IDS.me, resourceId: IDS.principal, appRoleId: owner?.id }],
      forbidden: false,
    });
  });

  test('gives nobody a role without --assign-owner', async () => {
    expect((await register(...NEEDED)).code).toBe(0);
    expect((await tenant()).assignments).toEqual([]);
  });
});

describe('a further run', () => {
  test('changes nothing, and prints the same settings', async () => {
    const first = await register(...NEEDED, '--assign-owner', IDS.me);
    const before = await tenant();
    const second = await register(...NEEDED, '--assign-owner', IDS.me);
    expect(second).toMatchObject({ code: 0, stdout: first.stdout, changes: [] });
    expect(second.stderr).not.toMatch(/new|brought up to date|given to/);
    expect(await tenant()).toEqual(before);
  });

  test('sets right what differs, and only that', async () => {
    await register(...NEEDED);
    const wanted = await tenant();
    const { principal, application } = await registered();
    await putRegistration({
      principal: { ...principal, appRoleAssignmentRequired: false },
      application: { ...application, displayName: 'x' },
    });
    expect((await register(...NEEDED)).changes).toHaveLength(2);
    expect(await tenant()).toEqual(wanted);
  });

  test('brings back a role that somebody removed', async () => {
    await register(...NEEDED);
    const wanted = await tenant();
    const { application } = await registered();
    await putRegistration({ application: { ...application, appRoles: application.appRoles.slice(1) } });
    expect((await register(...NEEDED)).changes).toHaveLength(1);
    expect(await tenant()).toEqual(wanted);
  });

  test('adds another address of the same deployment, and keeps the first', async () => {
    await register(...NEEDED);
    const own = 'https://mcp.example.com/auth/callback';
    expect((await register(...NAMED, '--redirect-uri', own, '--identity', IDENTITY)).changes).toHaveLength(1);
    expect((await registered()).application.web.redirectUris).toEqual([REDIRECT_URI, own]);
  });

  test('trusts the new identity of a deployment that was made again, beside the old one', async () => {
    await register(...NEEDED);
    const { code, changes } = await register(...NAMED, '--redirect-uri', REDIRECT_URI, '--identity', OTHER_IDENTITY);
    expect({ code, changes: changes.length }).toEqual({ code: 0, changes: 1 });
    expect((await registered()).credentials.map(({ name, subject }) => [name, subject])).toEqual([
      ['managed-identity', IDENTITY],
      ['managed-identity-f0000000', OTHER_IDENTITY],
    ]);
  });
});

describe('two environments of one tenant', () => {
  const OTHER = ['--redirect-uri', 'https://func-other.azurewebsites.net/auth/callback', '--identity', OTHER_IDENTITY];

  test('one after the other: each has its own, and both keep working', async () => {
    await register(...NEEDED);
    const first = await registered();
    const second = await register('--unique-name', 'telnyx-mcp-test-3faf6056', ...OTHER);
    expect(second.code).toBe(0);
    expect(second.stdout).not.toContain(first.application.appId);
    expect(await registered()).toEqual(first);
    expect(await registered('telnyx-mcp-test-3faf6056')).toMatchObject({
      application: { web: { redirectUris: [OTHER[1]] } },
      credentials: [{ subject: OTHER_IDENTITY }],
    });
    expect((await register(...NEEDED)).changes).toEqual([]);
  });

  test('under one name by mistake: the second is refused, before anything is changed', async () => {
    await register(...NEEDED);
    const before = await tenant();
    const { code, stderr, stdout, changes } = await register(...NAMED, ...OTHER, '--display-name', 'Other');
    expect({ code, stdout, changes }).toEqual({ code: 1, stdout: '', changes: [] });
    expect(stderr).toContain(`Another deployment uses the application ${NAME}: it sends people to ${REDIRECT_URI}`);
    expect(stderr).toContain('--replace');
    expect(await tenant()).toEqual(before);
  });

  test('unless one is to take over the other: --replace', async () => {
    await register(...NEEDED);
    const { code } = await register(...NAMED, ...OTHER, '--replace');
    expect(code).toBe(0);
    const { application, credentials } = await registered();
    expect(application.web.redirectUris).toEqual([OTHER[1]]);
    expect(credentials.map(({ name, subject }) => [name, subject])).toEqual([['managed-identity', OTHER_IDENTITY]]);
  });
});

describe('--before-deployment', () => {
  test('makes what needs no app yet, and the run afterwards the rest', async () => {
    const { code, stdout, stderr } = await register(...NAMED, '--before-deployment');
    expect({ code, stdout }).toEqual({ code: 0, stdout: `ENTRA_CLIENT_ID=${IDS.client}\nENTRA_TENANT_ID=${IDS.tenant}\n` });
    expect(stderr).not.toContain('role Owner');
    expect(await registered()).toMatchObject({ application: { web: { redirectUris: [] } }, credentials: [] });
    expect((await registered()).principal).toBeDefined();
    expect((await register(...NEEDED)).changes).toHaveLength(2);
    const whole = await tenant();
    await put({});
    await register(...NEEDED);
    expect(await tenant()).toEqual(whole);
  });

  test('changes nothing of a registration that there is', async () => {
    await register(...NEEDED);
    const { stdout, changes } = await register(...NAMED, '--before-deployment', '--display-name', 'Other', '--replace');
    expect({ stdout, changes }).toEqual({ stdout: expect.stringContaining(IDS.client), changes: [] });
  });
});

describe('--dry-run', () => {
  test('asks az for no change in an empty tenant, and says what it would do', async () => {
    const { code, stderr, stdout, changes } = await register(...NEEDED, '--assign-owner', 'me', '--dry-run');
    expect({ code, stdout, changes }).toEqual({ code: 0, stdout: '', changes: [] });
    expect(stderr).toContain('would run: az rest --method patch');
    expect(stderr).toContain(REDIRECT_URI);
    expect(stderr).toContain(`subject ${IDENTITY}, audience api://AzureADTokenExchange`);
    expect(await tenant()).toEqual({ registrations: {}, assignments: [], forbidden: false });
  });

  test('asks az for no change where something differs', async () => {
    await register(...NEEDED);
    await putRegistration({ principal: undefined, credentials: [] });
    const { code, stderr, changes } = await register(...NEEDED, '--assign-owner', 'me', '--dry-run');
    expect({ code, changes }).toEqual({ code: 0, changes: [] });
    expect(stderr.match(/would run/g)).toHaveLength(2);
    expect(stderr).toContain('role Owner: it needs the service principal first');
  });
});

describe('what it refuses', () => {
  test.each([
    ['no name of its own', ['--redirect-uri', REDIRECT_URI, '--identity', IDENTITY], /--unique-name takes/],
    ['no redirect URI', [...NAMED, '--identity', IDENTITY], /--redirect-uri must be/],
    ['both halves at once', [...NEEDED, '--before-deployment'], /--before-deployment takes neither/],
    ['plain http', [...NAMED, '--redirect-uri', 'http://example.com/auth/callback', '--identity', IDENTITY], /--redirect-uri must be/],
    [
      'a redirect URI that ends the JSON',
      [...NAMED, '--redirect-uri', 'https://a/auth/callback","x":"', '--identity', IDENTITY],
      /--redirect-uri must be/,
    ],
    ['no identity', [...NAMED, '--redirect-uri', REDIRECT_URI], /--identity must be/],
    ['a name that ends the URL', [...NEEDED, '--unique-name', "a') or (b"], /--unique-name takes/],
    ['a display name with quotes', [...NEEDED, '--display-name', 'a"b'], /--display-name takes/],
    ['an option without its value', [...NEEDED, '--assign-owner'], /--assign-owner needs a value/],
    ['an unknown option', [...NEEDED, '--secret'], /--redirect-uri URI/],
  ])('%s, before az is asked anything', async (_name, args, said) => {
    const { code, stderr, all } = await register(...args);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(said);
    expect(all).toEqual([]);
  });

  test('a login that may not register applications, and says where to read on', async () => {
    await put({ forbidden: true });
    const { code, stderr, changes } = await register(...NEEDED);
    expect(code).toBe(1);
    expect(stderr).toMatch(/Insufficient privileges[\s\S]*infra\/entra\/README\.md/);
    expect(changes).toEqual([]);
  });
});

describe('Bicep and script', () => {
  test('take their roles from the same file, which has those of the app', async () => {
    const [bicep, script] = await Promise.all(['main.bicep', 'app-registration.sh'].map((name) => readFile(`infra/entra/${name}`, 'utf8')));
    expect(bicep).toContain("loadJsonContent('app-roles.json')");
    expect(script).toContain('app-roles.json');
    const all = await roles();
    expect(all.map(({ value }) => value)).toEqual([...ROLES]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(4);
  });

  test('make the same registration', async () => {
    const bicep = await readFile('infra/entra/main.bicep', 'utf8');
    await register(...NEEDED);
    const { application, principal, credentials } = await registered();
    const [credential] = credentials;
    expect(bicep).toMatch(/param uniqueName string\n/);
    expect(bicep).toContain(`param displayName string = '${application.displayName}'`);
    expect(bicep).toContain(`signInAudience: '${application.signInAudience}'`);
    expect(bicep).toMatch(/requestedAccessTokenVersion: 2\n/);
    expect(bicep).toMatch(/redirectUris: \[\n +redirectUri\n +\]/);
    expect(bicep).toContain(`/${credential?.name ?? ''}'`);
    expect(bicep).toContain(`'${credential?.audiences[0] ?? ''}'`);
    expect(bicep).toContain(`description: '${credential?.description ?? ''}'`);
    expect(bicep).toContain("issuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'");
    expect(bicep).toContain('subject: identityPrincipalId');
    expect(bicep).toContain(`appRoleAssignmentRequired: ${String(principal?.appRoleAssignmentRequired)}`);
    expect(bicep).toContain(`'${principal?.tags[0] ?? ''}'`);
  });

  test('make no secret', async () => {
    for (const file of ['main.bicep', 'app-registration.sh']) {
      expect(await readFile(`infra/entra/${file}`, 'utf8')).not.toMatch(
        /passwordCredentials|keyCredentials|addPassword|credential reset|@secure/,
      );
    }
  });
});
