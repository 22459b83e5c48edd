import { describe, expect, test } from '@jest/globals';
import { chooseVault } from '../../../infra/keys/choose-vault.ts';

const REAL = 'https://example.vault.azure.net';
const LOCAL = 'http://127.0.0.1:4100';
const identity = { IDENTITY_ENDPOINT: 'http://127.0.0.1:4101/msi/token', IDENTITY_HEADER: 'h', AZURE_CLIENT_ID: 'c' };
const running = { ...identity, KEY_VAULT_URL: LOCAL };

describe('the vault', () => {
  test('is the one of the command line, then of the environment, then of the running app', () => {
    expect(chooseVault(REAL, { KEY_VAULT_URL: 'https://other.vault.azure.net' }, running)).toEqual({ url: REAL, identity: undefined });
    expect(chooseVault(undefined, { KEY_VAULT_URL: `${REAL}/` }, running)).toEqual({ url: REAL, identity: undefined });
    expect(chooseVault(undefined, { KEY_VAULT_URL: '' }, running)).toEqual({ url: LOCAL, identity });
  });

  test('on this machine is asked with the identity of the environment, or of the running app', () => {
    const other = { ...identity, IDENTITY_HEADER: 'other' };
    expect(chooseVault(LOCAL, other, running).identity).toEqual(other);
    expect(chooseVault(LOCAL, {}, running).identity).toEqual(identity);
    expect(() => chooseVault(LOCAL, {}, undefined)).toThrow('IDENTITY_ENDPOINT');
  });

  test('in Azure is never asked with the identity of a stand-in', () => {
    expect(chooseVault(REAL, identity, running).identity).toBeUndefined();
  });

  test('is missing where none is named and nothing runs, and the error says what to do', () => {
    expect(() => chooseVault(undefined, {}, undefined)).toThrow(/--vault https:\/\/NAME\.vault\.azure\.net, or start one with npm start/);
  });

  test.each([
    'http://example.vault.azure.net',
    'https://example.vault.azure.net.example.com',
    'https://example.com',
    'https://example.vault.azure.net:8443',
    'https://user@example.vault.azure.net',
    'https://example.vault.azure.net/secrets/x',
    'example.vault.azure.net',
    'http://localhost.example.com',
  ])('is refused: %s', (url) => {
    expect(() => chooseVault(url, identity, running)).toThrow('The vault must be');
  });
});
