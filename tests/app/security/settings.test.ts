import { beforeAll, describe, expect, test } from '@jest/globals';
import { functionsOf } from '../../support/built-app.ts';
import { run, use } from '../../support/index.ts';

const SIGNING_KEYS = JSON.stringify({ active: 'a', keys: [{ kid: 'a' }] });

/** An environment that the app accepts, without any vault. Nothing of it is called before a request comes. */
const GOOD: Readonly<Record<string, string>> = {
  ENTRA_TENANT_ID: 'b0000000-0000-4000-8000-000000000001',
  ENTRA_CLIENT_ID: 'c0000000-0000-4000-8000-000000000001',
  TELNYX_API_KEY: 'KEYsesame',
  MCP_SIGNING_KEYS: SIGNING_KEYS,
  MCP_SEAL_KEYS: SIGNING_KEYS,
  TABLES_URL: 'https://sesame.table.core.windows.net',
};

/** The same in Azure. */
const AZURE: Readonly<Record<string, string>> = {
  ...GOOD,
  WEBSITE_INSTANCE_ID: '0123456789abcdef',
  WEBSITE_HOSTNAME: 'app-sesame.azurewebsites.net',
  KEY_VAULT_URL: 'https://sesame.vault.azure.net',
  AZURE_CLIENT_ID: 'd0000000-0000-4000-8000-000000000001',
};

const INSTRUMENTATION = 'InstrumentationKey=5e5a3e00-0000-4000-8000-000000000000';

const start = (settings: Readonly<Record<string, string>>) => run('infra/local/host/main.ts', ['--port', '0'], settings);

test.each([
  ['on this machine', GOOD],
  ['in Azure', AZURE],
])('C1: starts with good settings %s', async (_where, settings) => {
  const program = start(settings);
  await program.line(/^Listening on /);
  await program.stop();
  expect(await program.exited).toBe(0);
});

/** What is changed, and the settings that must be named. */
const FAULTS: readonly (readonly [
  what: string,
  changes: Readonly<Record<string, string>>,
  names: readonly string[],
  base?: typeof AZURE,
])[] = [
  ['no tenant', { ENTRA_TENANT_ID: '' }, ['ENTRA_TENANT_ID']],
  [
    'telemetry without a key',
    { APPLICATIONINSIGHTS_CONNECTION_STRING: 'IngestionEndpoint=https://sesame.in.applicationinsights.azure.com/' },
    ['APPLICATIONINSIGHTS_CONNECTION_STRING'],
  ],
  [
    'telemetry over http',
    { APPLICATIONINSIGHTS_CONNECTION_STRING: `${INSTRUMENTATION};IngestionEndpoint=http://sesame.in.applicationinsights.azure.com/` },
    ['APPLICATIONINSIGHTS_CONNECTION_STRING'],
  ],
  [
    'telemetry to this machine in Azure',
    { APPLICATIONINSIGHTS_CONNECTION_STRING: `${INSTRUMENTATION};IngestionEndpoint=http://127.0.0.1:9` },
    ['APPLICATIONINSIGHTS_CONNECTION_STRING'],
    AZURE,
  ],
  [
    'a login to telemetry that is none',
    { APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'sesame' },
    ['APPLICATIONINSIGHTS_AUTHENTICATION_STRING'],
  ],
  ['no client id', { ENTRA_CLIENT_ID: '' }, ['ENTRA_CLIENT_ID']],
  ['several faults at once', { ENTRA_TENANT_ID: '', ENTRA_CLIENT_ID: 'sesame' }, ['ENTRA_TENANT_ID', 'ENTRA_CLIENT_ID']],
  ['a tenant that is no UUID', { ENTRA_TENANT_ID: 'sesame.example.com' }, ['ENTRA_TENANT_ID']],
  ['the tenant "common"', { ENTRA_TENANT_ID: 'common' }, ['ENTRA_TENANT_ID']],
  ['no Telnyx key and no vault', { TELNYX_API_KEY: '' }, ['TELNYX_API_KEY']],
  ['a Telnyx key in two lines', { TELNYX_API_KEY: 'KEYsesame\r\nX-Evil: 1' }, ['TELNYX_API_KEY']],
  ['no signing keys and no vault', { MCP_SIGNING_KEYS: '' }, ['MCP_SIGNING_KEYS']],
  ['signing keys that are no JSON', { MCP_SIGNING_KEYS: 'sesame' }, ['MCP_SIGNING_KEYS']],
  ['signing keys without the active one', { MCP_SIGNING_KEYS: '{"active":"sesame","keys":[]}' }, ['MCP_SIGNING_KEYS']],
  ['no seal keys and no vault', { MCP_SEAL_KEYS: '' }, ['MCP_SEAL_KEYS']],
  ['seal keys that are no key set', { MCP_SEAL_KEYS: '["sesame"]' }, ['MCP_SEAL_KEYS']],
  ['no origin', { WEBSITE_HOSTNAME: '' }, ['PUBLIC_BASE_URL', 'WEBSITE_HOSTNAME']],
  ['an origin on http', { PUBLIC_BASE_URL: 'http://sesame.example.com' }, ['PUBLIC_BASE_URL']],
  ['an origin with a path', { PUBLIC_BASE_URL: 'https://sesame.example.com/app' }, ['PUBLIC_BASE_URL']],
  ['an origin with a user', { PUBLIC_BASE_URL: 'https://sesame@app.example.com' }, ['PUBLIC_BASE_URL']],
  ['an origin that is no URL', { PUBLIC_BASE_URL: 'sesame' }, ['PUBLIC_BASE_URL']],
  ['a vault on http', { KEY_VAULT_URL: 'http://sesame.vault.azure.net' }, ['KEY_VAULT_URL']],
  ['a vault that is no URL', { KEY_VAULT_URL: 'sesame' }, ['KEY_VAULT_URL']],
  ['Telnyx on http', { TELNYX_BASE_URL: 'http://api.telnyx.com/v2' }, ['TELNYX_BASE_URL']],
  ['Telnyx elsewhere', { TELNYX_BASE_URL: 'https://api.telnyx.com.sesame.example/v2' }, ['TELNYX_BASE_URL']],
  ['Telnyx behind a user name', { TELNYX_BASE_URL: 'https://api.telnyx.com@sesame.example/v2' }, ['TELNYX_BASE_URL']],
  ['a lifetime that is no number', { TOKEN_TTL_HOURS: 'sesame' }, ['TOKEN_TTL_HOURS']],
  ['a lifetime of nothing', { TOKEN_TTL_HOURS: '0' }, ['TOKEN_TTL_HOURS']],
  ['half an hour', { TOKEN_TTL_HOURS: '0.5' }, ['TOKEN_TTL_HOURS']],
  ['a lifetime of a year', { TOKEN_TTL_HOURS: '8760' }, ['TOKEN_TTL_HOURS']],
  ['every origin', { ALLOWED_ORIGINS: '*' }, ['ALLOWED_ORIGINS']],
  ['every origin among others', { ALLOWED_ORIGINS: 'https://app.example.com,*' }, ['ALLOWED_ORIGINS']],
  ['origins by pattern', { ALLOWED_ORIGINS: 'https://*.sesame.example.com' }, ['ALLOWED_ORIGINS']],
  ['the origin null', { ALLOWED_ORIGINS: 'null' }, ['ALLOWED_ORIGINS']],
  ['an origin on http among the allowed', { ALLOWED_ORIGINS: 'http://sesame.example.com' }, ['ALLOWED_ORIGINS']],
  ['a role that does not exist', { DEFAULT_ROLE: 'Sesame' }, ['DEFAULT_ROLE']],
  ['an identity that is no UUID', { AZURE_CLIENT_ID: 'sesame' }, ['AZURE_CLIENT_ID']],
  ['a stand-in for Entra elsewhere', { ENTRA_AUTHORITY_OVERRIDE: 'https://sesame.example.com' }, ['ENTRA_AUTHORITY_OVERRIDE']],
  [
    'a stand-in for Entra that only begins like this machine',
    { ENTRA_AUTHORITY_OVERRIDE: 'http://localhost.sesame.example' },
    ['ENTRA_AUTHORITY_OVERRIDE'],
  ],
  [
    'a stand-in for Entra and a public origin',
    { ENTRA_AUTHORITY_OVERRIDE: 'http://127.0.0.1:9', PUBLIC_BASE_URL: 'https://sesame.example.com' },
    ['ENTRA_AUTHORITY_OVERRIDE'],
  ],
  ['a stand-in for Entra in Azure', { ENTRA_AUTHORITY_OVERRIDE: 'http://127.0.0.1:9' }, ['ENTRA_AUTHORITY_OVERRIDE'], AZURE],
  ['a stand-in for the vault in Azure', { KEY_VAULT_URL: 'http://127.0.0.1:9' }, ['KEY_VAULT_URL'], AZURE],
  ['a stand-in for Telnyx in Azure', { TELNYX_BASE_URL: 'http://127.0.0.1:9/v2' }, ['TELNYX_BASE_URL'], AZURE],
  ['this machine’s origin in Azure', { PUBLIC_BASE_URL: 'http://localhost:7071' }, ['PUBLIC_BASE_URL'], AZURE],
  ['no vault in Azure', { KEY_VAULT_URL: '' }, ['KEY_VAULT_URL'], AZURE],
  ['no tables', { TABLES_URL: '' }, ['TABLES_URL']],
  ['tables on http', { TABLES_URL: 'http://sesame.table.core.windows.net' }, ['TABLES_URL']],
  ['tables that are no URL', { TABLES_URL: 'sesame' }, ['TABLES_URL']],
  ['tables on this machine in Azure', { TABLES_URL: 'http://127.0.0.1:9/devstoreaccount1' }, ['TABLES_URL'], AZURE],
  [
    'only a connection string for tables in Azure',
    { TABLES_URL: '', AzureWebJobsStorage: 'AccountName=sesame;AccountKey=sesame' },
    ['TABLES_URL'],
    AZURE,
  ],
  ['a storage account that is no name', { AzureWebJobsStorage__accountName: 'sesame.example' }, ['AzureWebJobsStorage__accountName']],
  ['an access token of a week', { ACCESS_TTL_MINUTES: '10080' }, ['ACCESS_TTL_MINUTES']],
  ['an access token of nothing', { ACCESS_TTL_MINUTES: '0' }, ['ACCESS_TTL_MINUTES']],
  ['a grant for ever', { GRANT_TTL_DAYS: 'sesame' }, ['GRANT_TTL_DAYS']],
  ['access without Entra for a week', { ENTRA_GRACE_HOURS: '168' }, ['ENTRA_GRACE_HOURS']],
  ['a grant of a year', { GRANT_TTL_DAYS: '365' }, ['GRANT_TTL_DAYS']],
  ['clients that are no JSON', { OAUTH_CLIENTS: 'sesame' }, ['OAUTH_CLIENTS']],
  ['a client without redirect URIs', { OAUTH_CLIENTS: '[{"client_id":"sesame","client_name":"sesame"}]' }, ['OAUTH_CLIENTS']],
  ['a blocked client that could be nobody', { OAUTH_BLOCKED_CLIENTS: '*.sesame.example' }, ['OAUTH_BLOCKED_CLIENTS']],
  ['no requests at all', { OAUTH_RATE_PER_MINUTE: '0' }, ['OAUTH_RATE_PER_MINUTE']],
  ['client documents from elsewhere', { CLIENT_METADATA_OVERRIDE: 'https://sesame.example.com' }, ['CLIENT_METADATA_OVERRIDE']],
  [
    'client documents from this machine and a public origin',
    { CLIENT_METADATA_OVERRIDE: 'https://127.0.0.1:9', PUBLIC_BASE_URL: 'https://sesame.example.com' },
    ['CLIENT_METADATA_OVERRIDE'],
  ],
  ['client documents from this machine in Azure', { CLIENT_METADATA_OVERRIDE: 'https://127.0.0.1:9' }, ['CLIENT_METADATA_OVERRIDE'], AZURE],
  ['no identity in Azure', { AZURE_CLIENT_ID: '' }, ['AZURE_CLIENT_ID'], AZURE],
  ['a client secret in Azure', { ENTRA_CLIENT_SECRET: 'sesame' }, ['ENTRA_CLIENT_SECRET'], AZURE],
];

// At once: each starts an app of its own.
test.concurrent.each(FAULTS)(
  'C1, D12, AUTH-HTTPS-1: serves nothing with %s, and names the setting',
  async (_what, changes, names, base = GOOD) => {
    const program = start({ ...base, ...changes });
    try {
      const [, url = ''] = await program.line(/^Listening on (\S+)$/);
      const ready = await fetch(`${url}/health/ready`);
      const { settings, ...rest } = await ready.json();
      expect([ready.status, rest]).toEqual([503, { ready: false, checks: { settings: false }, tools: 0, more: 0 }]);
      for (const name of names) expect(settings.join()).toContain(name);
      expect((await fetch(`${url}/health/live`)).status).toBe(200);
      for (const path of ['/mcp/stream', '/mcp', '/token'])
        expect((await fetch(`${url}${path}`, { method: 'POST', body: '{}' })).status).toBe(503);

      // Once in the log, on one line that the host takes for an error; no value, no stack.
      const [line, ...more] = program
        .output()
        .split('\n')
        .filter((text) => text.includes('start_failed'));
      expect(more).toEqual([]);
      expect(JSON.parse(line ?? '')).toMatchObject({ level: 'error', error: 'ConfigError', settings });
      expect(program.stdout()).not.toContain('start_failed');
      expect(line).not.toMatch(/warn/i);
      expect(`${JSON.stringify(settings)}${program.output()}`).not.toMatch(/sesame/i);
      expect(program.output()).not.toMatch(/^ {4}at /m);
    } finally {
      await program.stop('SIGKILL');
    }
  },
);

test('D12: an app in Azure that lacks its registration alone says so everywhere; with anything else wrong it is not configured', async () => {
  const readyOf = async (settings: Readonly<Record<string, string>>) => {
    const program = start(settings);
    try {
      const [, url = ''] = await program.line(/^Listening on (\S+)$/);
      const page = await fetch(`${url}/tokens`, { headers: { accept: 'text/html' } });
      const token = await fetch(`${url}/token`, { method: 'POST' });
      const ready = await fetch(`${url}/health/ready`);
      return { page: [page.status, await page.text()], token: await token.json(), ready: [ready.status, await ready.json()] };
    } finally {
      await program.stop('SIGKILL');
    }
  };
  const lacking = await readyOf({ ...AZURE, ENTRA_CLIENT_ID: '' });
  expect(lacking.page).toEqual([503, expect.stringContaining('azd -C infra env set ENTRA_CLIENT_ID')]);
  expect(lacking.token).toMatchObject({ error: 'not_registered' });
  expect(lacking.ready).toMatchObject([503, { ready: false, code: 'not_registered', settings: ['ENTRA_CLIENT_ID is missing'] }]);
  for (const other of [
    { ...AZURE, ENTRA_CLIENT_ID: '', KEY_VAULT_URL: '' },
    { ...GOOD, ENTRA_CLIENT_ID: '' },
  ]) {
    const wrong = await readyOf(other);
    expect(wrong.token).toMatchObject({ error: 'not_configured' });
    expect(wrong.ready).toMatchObject([503, expect.not.objectContaining({ code: 'not_registered' })]);
  }
});

describe('D12: with a wrong setting', () => {
  const WRONG = { ...GOOD, ENTRA_TENANT_ID: '' };
  const program = use(() => run('infra/local/host/main.ts', ['--port', '0'], WRONG));
  let url: string;
  beforeAll(async () => {
    [, url = ''] = await program.line(/^Listening on (\S+)$/);
  });

  test('every function is registered all the same', async () => {
    const functions = await functionsOf(WRONG);
    expect(functions.length).toBeGreaterThan(10);
    expect(functions).toEqual(await functionsOf(GOOD));
  });

  test('every route answers 503 with every method but /health/live', async () => {
    for (const { name, trigger, route, methods } of await functionsOf(WRONG)) {
      if (trigger !== 'httpTrigger' || name === 'health-live') continue;
      const path = name === 'home' ? '' : (route ?? name);
      for (const method of methods) {
        const response = await fetch(`${url}/${path}`, { method, headers: { accept: 'application/json' } });
        expect([path, method, response.status, response.headers.get('retry-after')]).toEqual([path, method, 503, '10']);
        expect(response.headers.get('x-content-type-options')).toBe('nosniff');
        const text = await response.text();
        if (method === 'HEAD') expect(text).toBe('');
        else expect(JSON.parse(text)).toMatchObject(name === 'health-ready' ? { ready: false } : { error: 'not_configured' });
      }
    }
  });

  test.each(['/', '/test-auth', '/tokens', '/authorize', '/mcp/stream'])(
    'a browser gets a page at %s that says where to look',
    async (path) => {
      const response = await fetch(`${url}${path}`, { headers: { accept: 'text/html,*/*;q=0.8' } });
      expect([response.status, response.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      const text = await response.text();
      expect(text).toContain('This server is not configured');
      expect(text).toContain('/health/ready');
      expect(text).not.toContain('ENTRA_TENANT_ID');
    },
  );

  test('the timer does nothing', async () => {
    const response = await fetch(`${url}/admin/functions/purge-grants`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(202);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect(program.output()).not.toMatch(/grants_purged|purge_failed|Function "purge-grants" failed/);
  });
});
