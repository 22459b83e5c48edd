import { describe, expect, test } from '@jest/globals';
import { ConfigError, readSettings } from '../../../../shared/platform/settings/index.ts';

const UUID = '11111111-2222-4333-8444-555555555555';
const local = {
  PUBLIC_BASE_URL: 'http://localhost:7071',
  ENTRA_TENANT_ID: UUID,
  ENTRA_CLIENT_ID: UUID,
  TELNYX_API_KEY: 'KEYlocal',
  MCP_SIGNING_KEYS: '{"active":"a","keys":[{"kid":"a"}]}',
  MCP_SEAL_KEYS: '{"active":"a","keys":[{"kid":"a"}]}',
  TABLES_URL: 'http://127.0.0.1:10002/devstoreaccount1/',
};
const azure = {
  WEBSITE_HOSTNAME: 'app.azurewebsites.net',
  WEBSITE_INSTANCE_ID: 'abc',
  ENTRA_TENANT_ID: UUID,
  ENTRA_CLIENT_ID: UUID,
  AZURE_CLIENT_ID: UUID,
  KEY_VAULT_URL: 'https://vault.vault.azure.net/',
  TABLES_URL: 'https://account.table.core.windows.net/',
};

function refusal(environment: Record<string, string | undefined>): string {
  try {
    readSettings(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('was accepted');
}

describe('settings', () => {
  test('take the platform host name as origin: https in Azure, http on this machine', () => {
    expect(readSettings(azure).publicBaseUrl).toBe('https://app.azurewebsites.net');
    expect(readSettings({ ...local, PUBLIC_BASE_URL: '', WEBSITE_HOSTNAME: 'localhost:7071' }).publicBaseUrl).toBe('http://localhost:7071');
  });

  test('are frozen and carry the documented defaults', () => {
    const settings = readSettings(azure);
    expect(settings).toMatchObject({
      tokenTtlHours: 24,
      accessTtlMinutes: 60,
      grantTtlDays: 30,
      entraGraceHours: 4,
      oauthClients: [],
      blockedClients: [],
      oauthRatePerMinute: 600,
      forwardedHops: 1,
      clientMetadataOverride: undefined,
      tables: { url: 'https://account.table.core.windows.net' },
      defaultRole: undefined,
      telnyxBaseUrl: 'https://api.telnyx.com/v2',
      telnyxStorageUrl: 'https://{region}.telnyxcloudstorage.com',
      tools: { only: undefined, exclude: [], readOnly: false },
      wholeApi: { level: 'on', only: undefined, exclude: [] },
      allowedOrigins: [],
    });
    expect(Object.isFrozen(settings)).toBe(true);
    expect(settings.vaultUrl).toBe('https://vault.vault.azure.net');
  });

  test('C1: name every wrong setting at once, and never a value', () => {
    const message = refusal({ ...azure, ENTRA_TENANT_ID: 'SECRETVALUE', ENTRA_CLIENT_ID: undefined, TOKEN_TTL_HOURS: 'SECRETVALUE' });
    expect(message).toContain('ENTRA_TENANT_ID must be');
    expect(message).toContain('ENTRA_CLIENT_ID is missing');
    expect(message).toContain('TOKEN_TTL_HOURS must be');
    expect(message).not.toContain('SECRETVALUE');
  });

  test.each([
    ['ENTRA_AUTHORITY_OVERRIDE', 'http://127.0.0.1:9'],
    ['KEY_VAULT_URL', 'http://localhost:9'],
    ['TELNYX_BASE_URL', 'http://localhost:9/v2'],
    ['TELNYX_STORAGE_URL', 'http://localhost:9/_s3/{region}'],
    ['PUBLIC_BASE_URL', 'http://localhost:7071'],
    ['ENTRA_CLIENT_SECRET', 'secret'],
    ['TABLES_URL', 'http://127.0.0.1:10002/devstoreaccount1'],
    ['TABLES_URL', 'https://localhost:10002/devstoreaccount1'],
    ['AzureWebJobsStorage__tableServiceUri', 'http://127.0.0.1:10002/devstoreaccount1'],
    ['CLIENT_METADATA_OVERRIDE', 'https://127.0.0.1:9'],
    ['DEFAULT_ROLE', 'Owner'],
  ])('C1: refuse %s of a stand-in or a local secret in Azure', (name, value) => {
    expect(refusal({ ...azure, [name]: value })).toContain(name);
  });

  test.each(['WEBSITE_INSTANCE_ID', 'WEBSITE_POD_NAME', 'LEGION_SERVICE_HOST'])('C1: know Azure by %s', (name) => {
    const message = refusal({ ...azure, WEBSITE_INSTANCE_ID: undefined, [name]: 'abc', KEY_VAULT_URL: 'http://localhost:9' });
    expect(message).toContain('KEY_VAULT_URL must not be localhost in Azure');
  });

  test.each([
    ['ENTRA_AUTHORITY_OVERRIDE', 'https://login.evil.example'],
    ['KEY_VAULT_URL', 'http://vault.example'],
    ['TELNYX_BASE_URL', 'https://api.telnyx.com.evil.example/v2'],
    ['TELNYX_BASE_URL', 'http://api.telnyx.com/v2'],
    ['TELNYX_STORAGE_URL', 'https://us-east-1.telnyxcloudstorage.com'],
    ['TELNYX_STORAGE_URL', 'http://{region}.telnyxcloudstorage.com'],
    ['TELNYX_STORAGE_URL', 'https://{region}.telnyxcloudstorage.com.evil.example'],
    ['TELNYX_STORAGE_URL', 'https://evil.example/{region}'],
    ['TELNYX_STORAGE_URL', 'https://evil.example/#{region}.telnyxcloudstorage.com'],
    ['TELNYX_STORAGE_URL', 'http://{region}@evil.example/'],
    ['TELNYX_STORAGE_URL', 'http://localhost:9/_s3'],
    ['READ_ONLY', 'yes'],
    ['READ_ONLY', '1'],
    ['PUBLIC_BASE_URL', 'http://app.example.com'],
    ['PUBLIC_BASE_URL', 'https://app.example.com/path'],
    ['ALLOWED_ORIGINS', '*'],
    ['ALLOWED_ORIGINS', 'https://a.example,https://b.example/path'],
    ['DEFAULT_ROLE', 'Admin'],
    ['TOKEN_TTL_HOURS', '0'],
    ['TOKEN_TTL_HOURS', '1.5'],
    ['TELNYX_API_KEY', 'KEY with space'],
    ['MCP_SIGNING_KEYS', 'no JSON'],
    ['MCP_SEAL_KEYS', '{"active":"other","keys":[{"kid":"k"}]}'],
    ['ALLOWED_ORIGINS', 'https://*.example.com'],
    ['TABLES_URL', 'http://account.table.core.windows.net'],
    ['TABLES_URL', 'http://127.0.0.1.evil.example/devstoreaccount1'],
    ['TABLES_URL', 'UseDevelopmentStorage=true'],
    ['AzureWebJobsStorage__tableServiceUri', 'http://account.table.core.windows.net'],
    ['AzureWebJobsStorage__accountName', 'account.evil.example/'],
    ['AzureWebJobsStorage__accountName', 'Account'],
    ['ACCESS_TTL_MINUTES', '4'],
    ['ACCESS_TTL_MINUTES', '1441'],
    ['ACCESS_TTL_MINUTES', '7.5'],
    ['GRANT_TTL_DAYS', '0'],
    ['GRANT_TTL_DAYS', '91'],
    ['ENTRA_GRACE_HOURS', '-1'],
    ['ENTRA_GRACE_HOURS', '25'],
    ['ENTRA_GRACE_HOURS', '0.5'],
    ['OAUTH_RATE_PER_MINUTE', '0'],
    ['OAUTH_RATE_PER_MINUTE', '-1'],
    ['OAUTH_RATE_PER_MINUTE', 'Infinity'],
    ['TOOL_CALLS_PER_MINUTE', '0'],
    ['CLIENT_METADATA_OVERRIDE', 'https://evil.example'],
    ['CLIENT_METADATA_OVERRIDE', 'https://localhost.evil.example'],
    ['OAUTH_CLIENTS', 'no JSON'],
    ['OAUTH_CLIENTS', '{}'],
    ['OAUTH_CLIENTS', '["cursor"]'],
    ['OAUTH_CLIENTS', '[{"client_id":"a b","client_name":"A","redirect_uris":["https://a.example/cb"]}]'],
    ['OAUTH_CLIENTS', '[{"client_id":"https://a.example/id","client_name":"A","redirect_uris":["https://a.example/cb"]}]'],
    ['OAUTH_CLIENTS', '[{"client_id":"a","client_name":"A","redirect_uris":[]}]'],
    ['OAUTH_CLIENTS', '[{"client_id":"a","client_name":"","redirect_uris":["https://a.example/cb"]}]'],
    ['OAUTH_CLIENTS', '[{"client_id":"a","client_name":"A","redirect_uris":["https://a.example/cb"],"client_secret":"s"}]'],
    ['OAUTH_BLOCKED_CLIENTS', '*.evil.example'],
    ['OAUTH_BLOCKED_CLIENTS', 'good.example, evil.example:443'],
    ['OAUTH_BLOCKED_CLIENTS', 'https://evil.example'],
    ['OAUTH_BLOCKED_CLIENTS', 'https://evil.example/'],
    ['OAUTH_BLOCKED_CLIENTS', 'http://evil.example/client.json'],
    ['OAUTH_BLOCKED_CLIENTS', 'evil.example/callback'],
    ['OAUTH_BLOCKED_CLIENTS', 'evil.example other.example'],
    ['OAUTH_BLOCKED_CLIENTS', 'bücher.example'],
  ])('C1: refuse %s=%s', (name, value) => {
    expect(refusal({ ...local, [name]: value })).toContain(name);
  });

  test('D17: a person without a role gets the one that is set, if one is, and in Azure never that of an Owner', () => {
    expect(readSettings(azure).defaultRole).toBeUndefined();
    expect(readSettings({ ...azure, DEFAULT_ROLE: '' }).defaultRole).toBeUndefined();
    expect(readSettings({ ...azure, DEFAULT_ROLE: 'Reader' }).defaultRole).toBe('Reader');
    expect(readSettings({ ...local, DEFAULT_ROLE: 'Owner' }).defaultRole).toBe('Owner');
    expect(refusal({ ...azure, DEFAULT_ROLE: 'Owner' })).toContain('DEFAULT_ROLE must not be Owner in Azure');
  });

  test('C1: refuse a stand-in for Entra where the app itself is reachable from elsewhere', () => {
    const environment = { ...local, PUBLIC_BASE_URL: 'https://app.example.com', ENTRA_AUTHORITY_OVERRIDE: 'http://127.0.0.1:9' };
    expect(refusal(environment)).toContain('ENTRA_AUTHORITY_OVERRIDE');
  });

  test('C1: refuse a stand-in for client documents where the app itself is reachable from elsewhere', () => {
    const environment = { ...local, PUBLIC_BASE_URL: 'https://app.example.com', CLIENT_METADATA_OVERRIDE: 'https://127.0.0.1:9' };
    expect(refusal(environment)).toContain('CLIENT_METADATA_OVERRIDE');
  });

  test('take the tables from TABLES_URL, else from the storage of the Functions host', () => {
    const tables = (changes: Record<string, string>) => readSettings({ ...local, TABLES_URL: '', ...changes }).tables;
    const host = { AzureWebJobsStorage__accountName: 'account', AzureWebJobsStorage: 'UseDevelopmentStorage=true' };
    expect(tables({ ...host, TABLES_URL: 'http://127.0.0.1:10002/devstoreaccount1/' })).toEqual({
      url: 'http://127.0.0.1:10002/devstoreaccount1',
    });
    expect(tables({ ...host, AzureWebJobsStorage__tableServiceUri: 'https://other.table.core.windows.net/' })).toEqual({
      url: 'https://other.table.core.windows.net',
    });
    expect(tables(host)).toEqual({ url: 'https://account.table.core.windows.net' });
    expect(tables({ AzureWebJobsStorage: 'UseDevelopmentStorage=true' })).toEqual({ connectionString: 'UseDevelopmentStorage=true' });
  });

  test('C1: need tables, and in Azure such as take the managed identity', () => {
    expect(refusal({ ...local, TABLES_URL: '' })).toContain('TABLES_URL is missing');
    const message = refusal({ ...azure, TABLES_URL: '', AzureWebJobsStorage: 'AccountName=account;AccountKey=SECRETVALUE' });
    expect(message).toContain('TABLES_URL is missing');
    expect(message).not.toContain('SECRETVALUE');
  });

  test('D34: take the OAuth clients that the operator blocks: ids, hashes of ids, hosts', () => {
    const blockedClients = ['cursor', 'evil.example', '[::1]', `${'a'.repeat(42)}-`, 'eyJ.e30.x', 'https://client.example.com/client.json'];
    expect(readSettings({ ...local, OAUTH_BLOCKED_CLIENTS: ` ${blockedClients.join(' , ')},` })).toMatchObject({ blockedClients });
  });

  test('take the OAuth clients that the operator knows, and the limits of what is granted', () => {
    const client = { client_id: 'cursor', client_name: 'Cursor', redirect_uris: ['cursor://anysphere.cursor-mcp/oauth/callback'] };
    const settings = readSettings({
      ...local,
      OAUTH_CLIENTS: JSON.stringify([client]),
      ACCESS_TTL_MINUTES: '5',
      GRANT_TTL_DAYS: '90',
      ENTRA_GRACE_HOURS: '0',
      OAUTH_RATE_PER_MINUTE: '1',
      FORWARDED_HOPS: '0',
      CLIENT_METADATA_OVERRIDE: 'https://127.0.0.1:9/',
    });
    expect(settings).toMatchObject({
      oauthClients: [client],
      accessTtlMinutes: 5,
      grantTtlDays: 90,
      entraGraceHours: 0,
      oauthRatePerMinute: 1,
      forwardedHops: 0,
      clientMetadataOverride: 'https://127.0.0.1:9',
    });
  });

  test('need the three secrets in the environment only where no vault is configured', () => {
    expect(refusal({ ...local, MCP_SEAL_KEYS: '' })).toContain('MCP_SEAL_KEYS is missing');
    expect(readSettings({ ...local, MCP_SEAL_KEYS: '', KEY_VAULT_URL: 'http://localhost:9' }).vaultUrl).toBe('http://localhost:9');
    expect(refusal({ ...azure, KEY_VAULT_URL: undefined })).toContain('KEY_VAULT_URL is missing');
  });

  test('take lists of tools, a storage on this machine, and true or false', () => {
    const { tools, telnyxStorageUrl } = readSettings({
      ...local,
      TELNYX_MCP_TOOLS: 'send_message, get_message,',
      TELNYX_MCP_EXCLUDE_TOOLS: 'get_balance',
      READ_ONLY: 'true',
      TELNYX_STORAGE_URL: 'http://127.0.0.1:9/_s3/{region}/',
    });
    expect(tools).toEqual({ only: ['send_message', 'get_message'], exclude: ['get_balance'], readOnly: true });
    expect(telnyxStorageUrl).toBe('http://127.0.0.1:9/_s3/{region}');
  });

  test('take a list of origins, with or without spaces', () => {
    const { allowedOrigins } = readSettings({ ...local, ALLOWED_ORIGINS: 'https://a.example, https://b.example/' });
    expect(allowedOrigins).toEqual(['https://a.example', 'https://b.example']);
  });
});
