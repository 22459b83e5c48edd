/** After `azd provision`: stores the app's keys and the Telnyx key in the vault, where they are missing, and ends the registration. */
import { chooseVault } from '../../keys/choose-vault.ts';
import { sentencesOf } from '../../keys/report.ts';
import { createMissing } from '../../keys/rotation.ts';
import { updateSecrets } from '../../keys/update-secrets.ts';
import { openVault, VaultError, type Vault } from '../../keys/vault.ts';
import { runEntraScript } from './entra-script.ts';
import { HookError, readEnvironment, uniqueNameOf, vaultUrlOf, type HookEnvironment } from './environment.ts';
import { ensureOwner } from './first-owner.ts';
import { registrationSteps } from './next-steps.ts';
import { retryUntil } from './retry.ts';
import { run } from './run.ts';
import { askForTelnyxKey, storeTelnyxKey } from './telnyx-key.ts';

/**
 * Waits until the new role assignment is effective.
 * @throws HookError, VaultError
 */
async function waitForVault(vault: Vault, { HOOK_PATIENCE_SECONDS: seconds, HOOK_RETRY_SECONDS: between }: HookEnvironment): Promise<void> {
  const opened = await retryUntil({ seconds, between, say: console.log }, async () => {
    try {
      await vault.read('mcp-signing-keys');
      return { value: true };
    } catch (error) {
      if (error instanceof VaultError && error.status === 403)
        return { pending: 'your new role is not effective yet, which takes minutes' };
      throw error;
    }
  });
  if ('pending' in opened) {
    throw new HookError(
      'The vault still denies you access. You need the role "Key Vault Secrets Officer" on it, and its network rules must allow you. Then: azd -C infra hooks run postprovision',
    );
  }
}

/**
 * Of a registration that exists already (ENTRA_CLIENT_ID) nothing is changed.
 * @throws HookError where the script does not end well
 */
async function endRegistration(environment: HookEnvironment): Promise<void> {
  const { ENTRA_APP_ID: clientId, ENTRA_REDIRECT_URI: redirect = '', IDENTITY_PRINCIPAL_ID: identity = '' } = environment;
  if (environment.ENTRA_CLIENT_ID !== undefined) return;
  if (clientId === undefined) {
    console.log(`\n${registrationSteps(environment)}`);
    return;
  }
  if (environment.REGISTER_APP === 'script') {
    await runEntraScript(['--unique-name', uniqueNameOf(environment) ?? '', '--redirect-uri', redirect, '--identity', identity]);
  }
  console.log(await ensureOwner(environment, clientId));
}

await run(async () => {
  const environment = readEnvironment(process.env);
  const place = chooseVault(vaultUrlOf(environment), process.env, undefined);
  console.log(`Vault ${place.url}`);
  const vault = await openVault(place);
  await waitForVault(vault, environment);
  const outcomes = await updateSecrets(vault, createMissing, () => Math.floor(Date.now() / 1000));
  for (const line of outcomes.flatMap(sentencesOf)) console.log(line);
  console.log(await storeTelnyxKey(vault, place.url, askForTelnyxKey));
  await endRegistration(environment);
  return outcomes.every(({ problem }) => problem === undefined);
});
