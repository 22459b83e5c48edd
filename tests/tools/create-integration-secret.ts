import { createIntegrationSecret } from '../../tools/integration-secrets/create-integration-secret.ts';
import { newSecret } from './support/account.ts';
import { ISO_TIME } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(createIntegrationSecret, {
  requests: ['POST /integration_secrets'],
  answers: [{ data: { id: 'b1f8a9e0' } }],
  calls: {
    least: { args: { identifier: 'crm-token', type: 'bearer', token: 'not-a-secret' } },
    full: { args: { identifier: '../"x"', type: 'basic', username: 'o’hara', password: '{{p}}\\ "☕' } },
  },
  refused: { 'the value of another type': { type: 'basic' }, 'an operator': { identifier: { $ne: '' } } },
  needs: ['telnyx.write'],
  steps: [{ args: { identifier: 'crm-token', type: 'bearer', token: 'hush' }, shows: { identifier: 'crm-token' } }],
  proofs: {
    'POST /integration_secrets': async (sdk) => {
      const { data } = await newSecret(sdk, 'crm-created');
      sdk.holds(data, { identifier: 'crm-created', record_type: 'integration_secret', created_at: ISO_TIME });
      sdk.expect(JSON.stringify(data)).not.toContain('hush');
    },
  },
});
