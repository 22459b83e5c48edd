/** Secrets as Key Vault's REST API shows them. Source: https://learn.microsoft.com/rest/api/keyvault/secrets */
import type { SecretVersion } from './state-file.ts';

function item(origin: string, name: string, secret: SecretVersion, id: string) {
  return {
    id: `${origin}/secrets/${name}${id}`,
    attributes: {
      enabled: secret.enabled,
      created: secret.created,
      updated: secret.updated,
      recoveryLevel: 'Recoverable+Purgeable',
      recoverableDays: 90,
    },
    ...(secret.contentType === undefined ? {} : { contentType: secret.contentType }),
    ...(secret.tags === undefined ? {} : { tags: secret.tags }),
  };
}

/** With the value, its id names the version. */
export const secretBundle = (origin: string, name: string, secret: SecretVersion) => ({
  value: secret.value,
  ...item(origin, name, secret, `/${secret.version}`),
});

/** For a list: without value and version. */
export const secretItem = (origin: string, name: string, secret: SecretVersion) => item(origin, name, secret, '');
