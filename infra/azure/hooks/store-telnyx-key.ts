/**
 * `npx node infra/azure/hooks/store-telnyx-key.ts --vault URL [--replace] [--stdin]`: puts the Telnyx API key into Key Vault. Asks for it on
 * the terminal and shows nothing of it, or takes it from standard input. `--replace` puts a new one in the place of the old.
 */
import { parseArgs } from 'node:util';
import { chooseVault } from '../../keys/choose-vault.ts';
import { openVault } from '../../keys/vault.ts';
import { HookError } from './environment.ts';
import { run } from './run.ts';
import { askForTelnyxKey, readTelnyxKey, storeTelnyxKey } from './telnyx-key.ts';

const USAGE = 'store-telnyx-key.ts --vault https://NAME.vault.azure.net [--replace] [--stdin]. The key is never an argument.';

function options() {
  try {
    const { values } = parseArgs({ options: { vault: { type: 'string' }, replace: { type: 'boolean' }, stdin: { type: 'boolean' } } });
    return values;
  } catch {
    // Its text would repeat an argument, which could be the key.
    throw new HookError(USAGE);
  }
}

// Run by hand, this may be the login of az as well as that of azd.
process.env['AZURE_TOKEN_CREDENTIALS'] ??= 'dev';

await run(async () => {
  const { vault, replace = false, stdin = false } = options();
  const place = chooseVault(vault, process.env, undefined);
  const sentence = await storeTelnyxKey(await openVault(place), place.url, stdin ? readTelnyxKey : askForTelnyxKey, { replace });
  console.log(sentence);
  return !sentence.includes('no Telnyx key yet');
});
