/**
 * `npx node infra/azure/hooks/store-telnyx-key.ts --vault URL [--replace] [--stdin]`: stores the Telnyx API key in Key Vault. Asks for it on
 * the terminal without showing it, or reads standard input. `--replace` replaces an existing key.
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
    // The original message repeats an argument, which could be the key.
    throw new HookError(USAGE);
  }
}

// Run by hand: the login of az or azd.
process.env['AZURE_TOKEN_CREDENTIALS'] ??= 'dev';

await run(async () => {
  const { vault, replace = false, stdin = false } = options();
  const place = chooseVault(vault, process.env, undefined);
  const sentence = await storeTelnyxKey(await openVault(place), place.url, stdin ? readTelnyxKey : askForTelnyxKey, { replace });
  console.log(sentence);
  return !sentence.includes('no Telnyx key yet');
});
