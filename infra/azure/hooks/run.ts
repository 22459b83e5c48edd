import { UnusableSecretError } from '../../keys/key-set.ts';
import { VaultChoiceError } from '../../keys/choose-vault.ts';
import { VaultError } from '../../keys/vault.ts';
import { HookError } from './environment.ts';

const OURS = [HookError, VaultError, VaultChoiceError, UnusableSecretError] as const;

/** Runs a hook and sets the exit code. Only the messages of our own errors are printed: another one could contain a secret. */
export async function run(hook: () => Promise<boolean>): Promise<void> {
  // The login of azd: that of az may be another person or tenant.
  process.env['AZURE_TOKEN_CREDENTIALS'] ??= 'AzureDeveloperCliCredential';
  try {
    if (!(await hook())) process.exitCode = 1;
  } catch (error) {
    const ours = OURS.some((each) => error instanceof each) && error instanceof Error;
    console.error(ours ? error.message : `Internal error (${error instanceof Error ? error.name : typeof error}).`);
    process.exitCode = 1;
  }
}
