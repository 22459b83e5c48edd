import { listIntegrationSecrets } from '../../tools/integration-secrets/list-integration-secrets.ts';
import { newSecret } from './support/account.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(listIntegrationSecrets, {
  requests: ['GET /integration_secrets'],
  answers: [{ data: [] }],
  calls: { least: { args: {} }, full: { args: { type: 'basic', page: 2, page_size: 250 } } },
  refused: { 'a page too large': { page_size: 251 }, 'the values too': { include: 'token' } },
  needs: ['telnyx.read'],
  steps: [{ after: ['create_integration_secret'], args: { type: 'bearer' }, shows: { data: [{ identifier: 'crm-token' }] } }],
  proofs: {
    'GET /integration_secrets': async (sdk) => {
      for (const name of ['crm-a', 'crm-b', 'crm-c']) await newSecret(sdk, name);
      const identifiers: string[] = [];
      for await (const one of sdk.client.integrationSecrets.list({ filter: { type: 'bearer' }, 'page[size]': 2 }))
        identifiers.push(one.identifier);
      sdk.expect(identifiers).toEqual(sdk.expect.arrayContaining(['crm-a', 'crm-b', 'crm-c']));
    },
  },
});
