import { deleteIntegrationSecret } from '../../tools/integration-secrets/delete-integration-secret.ts';
import { newSecret } from './support/account.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(deleteIntegrationSecret, {
  requests: ['DELETE /integration_secrets/{id}'],
  answer: 'none',
  calls: { least: { args: { secret_id: 'b1f8a9e0' } }, 'an odd id': { args: { secret_id: '../a/b?x=1' } } },
  refused: { 'a path': { secret_id: '..' }, 'all of them': { secret_id: '' } },
  needs: ['telnyx.write'],
  steps: [
    {
      after: ['list_integration_secrets'],
      args: ({ from }) => ({ secret_id: from('create_integration_secret', 'id') }),
      shows: { deleted: true },
    },
  ],
  proofs: {
    'DELETE /integration_secrets/{id}': async (sdk) => {
      const { id } = (await newSecret(sdk, 'crm-deleted')).data;
      await sdk.client.integrationSecrets.delete(id);
      await sdk.expect(sdk.client.integrationSecrets.delete(id)).rejects.toBeInstanceOf(sdk.Telnyx.NotFoundError);
    },
  },
});
