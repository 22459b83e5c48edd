import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';
import { IntegrationSecret, SecretType } from './support/integration-secret.ts';

const Secret = z.string().min(1).max(10_000);

/** A space or line end there was copied by mistake, and nobody sees it. */
const Token = Secret.refine((token) => token.trim() === token, 'Begins or ends with a space or a line end.');

export const createIntegrationSecret = defineTool({
  name: 'create_integration_secret',
  title: 'Store an integration secret',
  risk: 'credential',
  description:
    'Store a secret for assistants, which name its identifier (llm_api_key_ref, api_key_ref, tools). ' +
    'Its value passes through this conversation: warn the user; the Telnyx portal is safer.',
  input: z
    .object({
      identifier: z.string().min(1).max(255).describe('Unique'),
      type: SecretType,
      token: Token.optional().describe('bearer only'),
      username: z.string().min(1).max(255).optional().describe('basic only'),
      password: Secret.optional().describe('basic only'),
    })
    .refine(
      ({ type, token, username, password }) =>
        type !== 'bearer' || (token !== undefined && username === undefined && password === undefined),
      'The type bearer needs token, and no username or password.',
    )
    .refine(
      ({ type, token, username, password }) =>
        type !== 'basic' || (token === undefined && username !== undefined && password !== undefined),
      'The type basic needs username and password, and no token.',
    ),
  output: IntegrationSecret,
  howToCheck: 'List what exists with list_integration_secrets before you try again, or there may be two.',
  run: (input, { telnyx }) =>
    telnyx.post(path`/integration_secrets`, {
      body: input,
      answer: field.data(IntegrationSecret, 'id'),
      hide: [input.token, input.password].filter((value) => value !== undefined),
    }),
});
