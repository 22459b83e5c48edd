import { readSettings, type Settings } from '../../../shared/platform/settings/index.ts';

export const ORIGIN = 'https://app.example.com';
export const TENANT = '11111111-2222-4333-8444-555555555555';

/** The settings of a deployed app, as far as its pages need them. */
export const pageSettings = (more: Readonly<Record<string, string>> = {}): Settings =>
  readSettings({
    PUBLIC_BASE_URL: ORIGIN,
    ENTRA_TENANT_ID: TENANT,
    ENTRA_CLIENT_ID: TENANT,
    TELNYX_API_KEY: 'KEYtest',
    MCP_SIGNING_KEYS: '{"active":"a","keys":[{"kid":"a"}]}',
    MCP_SEAL_KEYS: '{"active":"a","keys":[{"kid":"a"}]}',
    TABLES_URL: 'https://account.table.core.windows.net',
    ...more,
  });
