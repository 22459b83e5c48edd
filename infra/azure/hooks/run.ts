import { UnusableSecretError } from '../../keys/key-set.ts';
import { VaultChoiceError } from '../../keys/choose-vault.ts';
import { VaultError } from '../../keys/vault.ts';
import { HookError } from './environment.ts';

const OURS = [HookError, VaultError, VaultChoiceError, UnusableSecretError] as const;

/** Runs a hook to its end. Of an error that is not ours only the kind is told, for its text could hold anything. */
export async function run(hook: () => Promise<boolean>): Promise<void> {
  // Whoever runs azd is logged in there; az may be another person, or in another tenant.
  process.env['AZURE_TOKEN_CREDENTIALS'] ??= 'AzureDeveloperCliCredential';
  try {
    if (!(await hook())) process.exitCode = 1;
  } catch (error) {
    const ours = OURS.some((each) => error instanceof each) && error instanceof Error;
    console.error(ours ? error.message : `Something failed inside this program (${error instanceof Error ? error.name : typeof error}).`);
    process.exitCode = 1;
  }
}
