import { describe, expect, test } from '@jest/globals';
import { settingsFromStandIns } from '../../../infra/local/environment.ts';

const OFFER = {
  ENTRA_TENANT_ID: 'stand-in',
  ENTRA_AUTHORITY_OVERRIDE: 'stand-in',
  KEY_VAULT_URL: 'stand-in',
  IDENTITY_ENDPOINT: 'stand-in',
  TELNYX_BASE_URL: 'stand-in',
  TABLES_URL: 'stand-in',
};

describe('what the app takes of the stand-ins', () => {
  test('is all where nothing is set, and an empty setting is not set', () => {
    expect(settingsFromStandIns({}, OFFER)).toEqual(OFFER);
    expect(settingsFromStandIns({ TABLES_URL: '', AzureWebJobsStorage: '', KEY_VAULT_URL: undefined }, OFFER)).toEqual(OFFER);
  });

  test.each([
    ['TABLES_URL', ['TABLES_URL']],
    ['AzureWebJobsStorage', ['TABLES_URL']],
    ['AzureWebJobsStorage__accountName', ['TABLES_URL']],
    ['AzureWebJobsStorage__tableServiceUri', ['TABLES_URL']],
    ['KEY_VAULT_URL', ['KEY_VAULT_URL', 'IDENTITY_ENDPOINT']],
    ['ENTRA_TENANT_ID', ['ENTRA_TENANT_ID', 'ENTRA_AUTHORITY_OVERRIDE']],
  ])('is not what replaces a person’s own %s', (name, left) => {
    const taken = Object.keys(settingsFromStandIns({ [name]: 'own' }, OFFER));
    expect(taken.sort()).toEqual(
      Object.keys(OFFER)
        .filter((each) => !left.includes(each))
        .sort(),
    );
  });
});
