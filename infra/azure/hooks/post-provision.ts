/** After `azd provision`: the vault gets the keys that the app signs and seals with, and the Telnyx key, where it has none. */
import { chooseVault } from '../../keys/choose-vault.ts';
import { tell } from '../../keys/report.ts';
import { createMissing } from '../../keys/rotation.ts';
import { turnSecrets } from '../../keys/update-secrets.ts';
import { openVault, VaultError, type Vault } from '../../keys/vault.ts';
import { HookError, readEnvironment, vaultUrlOf, type HookEnvironment } from './environment.ts';
import { entraSteps } from './next-steps.ts';
import { patiently } from './retry.ts';
import { run } from './run.ts';
import { askForTelnyxKey, storeTelnyxKey } from './telnyx-key.ts';

/** Waits until the role that was just assigned to this person is known to the vault. Errors: HookError, VaultError. */
async function waitForVault(vault: Vault, { HOOK_PATIENCE_SECONDS: seconds, HOOK_RETRY_SECONDS: between }: HookEnvironment): Promise<void> {
  const opened = await patiently({ seconds, between, say: console.log }, async () => {
    try {
      await vault.read('mcp-signing-keys');
      return { value: true };
    } catch (error) {
      if (error instanceof VaultError && error.status === 403)
        return { pending: 'the vault does not know your new role yet, which takes minutes' };
      throw error;
    }
  });
  if ('pending' in opened) {
    throw new HookError(
      'The vault still refuses you. Your role on it must be "Key Vault Secrets Officer", and its network rules must let you in. Then: azd hooks run postprovision',
    );
  }
}

await run(async () => {
  const environment = readEnvironment(process.env);
  const place = chooseVault(vaultUrlOf(environment), process.env, undefined);
  console.log(`Vault ${place.url}`);
  const vault = await openVault(place);
  await waitForVault(vault, environment);
  const outcomes = await turnSecrets(vault, createMissing, () => Math.floor(Date.now() / 1000));
  for (const line of outcomes.flatMap(tell)) console.log(line);
  console.log(await storeTelnyxKey(vault, place.url, askForTelnyxKey));
  if (environment.ENTRA_CLIENT_ID === undefined) {
    // The app does not start without it: deploying it now would only fail later, and less clearly.
    console.error(`\n${entraSteps(environment)}`);
    return false;
  }
  return outcomes.every(({ problem }) => problem === undefined);
});
