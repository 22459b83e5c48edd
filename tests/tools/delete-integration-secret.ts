import { deleteIntegrationSecret } from '../../tools/integration-secrets/delete-integration-secret.ts';
import { newSecret } from './support/account.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(deleteIntegrationSecret, {
  requests: ['DELETE /integration_secrets/{id}'],
  answer: 'none',
  calls: {
    least: { args: { id: 'b1f8a9e0' } },
    'an odd id': { args: { id: '../a/b?x=1' } },
  },
  refused: { 'a path': { id: '..' }, 'all of them': { id: '' } },
  needs: ['telnyx.write'],
  steps: [
    {
      after: ['list_integration_secrets'],
      args: ({ from }) => ({ id: from('create_integration_secret', 'id') }),
      shows: { deleted: true },
    },
  ],
  proofs: {
    'DELETE /integration_secrets/{id}': async (judge) => {
      const { id } = (await newSecret(judge, 'crm-deleted')).data;
      await judge.telnyx.integrationSecrets.delete(id);
      await judge.expect(judge.telnyx.integrationSecrets.delete(id)).rejects.toBeInstanceOf(judge.sdk.NotFoundError);
    },
  },
});
