import { z } from 'zod';
import { defineTool, ListOf, pageOf, pageQuery, paging, path } from '../../shared/mcp/tool/index.ts';
import { IntegrationSecret, SecretType } from './support/integration-secret.ts';

export const listIntegrationSecrets = defineTool({
  name: 'list_integration_secrets',
  title: 'List integration secrets',
  risk: 'read',
  description: 'List the secrets that assistants name by identifier. Their values are never shown.',
  input: z.object({ type: SecretType.optional(), ...paging() }),
  rare: ['type'],
  output: ListOf(IntegrationSecret),
  run: (input, { telnyx }) =>
    telnyx.get(path`/integration_secrets`, {
      query: { 'filter[type]': input.type, ...pageQuery(input) },
      answer: pageOf(IntegrationSecret),
    }),
});
