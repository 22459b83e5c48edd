/**
 * Key Vault's error answers.
 * @see https://learn.microsoft.com/azure/key-vault/general/authentication-requests-and-responses
 */
import { json } from '../loopback/answers.ts';
import type { LoopbackAnswer } from '../loopback/server.ts';

interface VaultError {
  readonly code: string;
  readonly message: string;
  readonly innererror?: { readonly code: string };
}

const answer = (status: number, error: VaultError, headers?: Readonly<Record<string, string>>) => json(status, { error }, headers);

/** The SDK learns authority and resource from this challenge. */
export function unauthorized(tenantId: string, message: string): LoopbackAnswer {
  const challenge = `Bearer authorization="https://login.microsoftonline.com/${tenantId}", resource="https://vault.azure.net"`;
  return answer(401, { code: 'Unauthorized', message }, { 'WWW-Authenticate': challenge });
}

export const forbidden = (name: string) =>
  answer(403, {
    code: 'Forbidden',
    message:
      'Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or role definitions were changed recently, ' +
      `please observe propagation time.\r\nAction: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'\r\nResource: '/secrets/${name}'\r\n` +
      'Assignment: (not found)\r\nDenyAssignmentId: null\r\n',
    innererror: { code: 'ForbiddenByRbac' },
  });

export const disabled = () =>
  answer(403, { code: 'Forbidden', message: 'Operation get is not allowed on a disabled secret.', innererror: { code: 'SecretDisabled' } });

export const secretNotFound = (name: string) =>
  answer(404, {
    code: 'SecretNotFound',
    message:
      `A secret with (name/id) ${name} was not found in this key vault. If you recently deleted this secret you may be able to recover it ` +
      'using the correct recovery command.',
  });

export const badParameter = (message: string) => answer(400, { code: 'BadParameter', message });

export const unavailable = () => answer(503, { code: 'ServiceUnavailable', message: 'The service is temporarily unavailable.' });
