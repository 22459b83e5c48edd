import { describe, expect, test } from '@jest/globals';
import { ConfigError, readSettings } from '../../../shared/settings/index.ts';

const UUID = '11111111-2222-4333-8444-555555555555';
const local = {
  PUBLIC_BASE_URL: 'http://localhost:7071',
  ENTRA_TENANT_ID: UUID,
  ENTRA_CLIENT_ID: UUID,
  TELNYX_API_KEY: 'KEYlocal',
  MCP_SIGNING_KEYS: '{"active":"a","keys":[{"kid":"a"}]}',
  MCP_SEAL_KEYS: '{"active":"a","keys":[{"kid":"a"}]}',
};
const azure = {
  WEBSITE_HOSTNAME: 'app.azurewebsites.net',
  WEBSITE_INSTANCE_ID: 'abc',
  ENTRA_TENANT_ID: UUID,
  ENTRA_CLIENT_ID: UUID,
  AZURE_CLIENT_ID: UUID,
  KEY_VAULT_URL: 'https://vault.vault.azure.net/',
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
      defaultRole: 'Owner',
      telnyxBaseUrl: 'https://api.telnyx.com/v2',
      telnyxStorageUrl: 'https://{region}.telnyxcloudstorage.com',
      tools: { only: undefined, exclude: [], readOnly: false },
      allowedOrigins: [],
    });
    expect(Object.isFrozen(settings)).toBe(true);
    expect(settings.vaultUrl).toBe('https://vault.vault.azure.net');
  });

  test('C1: name every setting at fault at once, and never a value', () => {
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
  ])('C1: refuse %s of a stand-in or a local secret in Azure', (name, value) => {
    expect(refusal({ ...azure, [name]: value })).toContain(name);
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
  ])('C1: refuse %s=%s', (name, value) => {
    expect(refusal({ ...local, [name]: value })).toContain(name);
  });

  test('C1: refuse a stand-in for Entra where the app itself is reachable from elsewhere', () => {
    const environment = { ...local, PUBLIC_BASE_URL: 'https://app.example.com', ENTRA_AUTHORITY_OVERRIDE: 'http://127.0.0.1:9' };
    expect(refusal(environment)).toContain('ENTRA_AUTHORITY_OVERRIDE');
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
