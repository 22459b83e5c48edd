import { text } from 'node:stream/consumers';
import type { StoredName, Vault } from '../../keys/vault.ts';
import { HookError } from './environment.ts';
import { askHidden } from './hidden-input.ts';

const SECRET = 'telnyx-api-key';

/** Bracketed paste: many terminals send these around pasted text. */
const PASTE_MARKS = ['\u001b[200~', '\u001b[201~'];

const HOW_LATER = `The vault holds no Telnyx key yet, and there is no terminal to ask for it. Store it from one, logged in with az or azd:
  npx node infra/azure/hooks/store-telnyx-key.ts --vault VAULT
or hand it over from a password manager: … | npx node infra/azure/hooks/store-telnyx-key.ts --stdin --vault VAULT`;

/** @throws HookError that repeats nothing of the input */
function parseTelnyxKey(typed: string): string {
  const key = PASTE_MARKS.reduce((line, mark) => line.replaceAll(mark, ''), typed).trim();
  if (!/^[\x21-\x7e]{20,200}$/.test(key)) {
    throw new HookError('That is no Telnyx API key: it is 20 to 200 characters without spaces. Nothing was stored.');
  }
  return key;
}

/**
 * @returns undefined without a terminal
 * @throws HookError
 */
export async function askForTelnyxKey(): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined;
  return parseTelnyxKey(await askHidden(process.stdin, 'Telnyx API key (portal.telnyx.com → API Keys; nothing is shown): '));
}

/**
 * Reads the key from standard input.
 * @throws HookError
 */
export const readTelnyxKey = async (): Promise<string> => parseTelnyxKey(await text(process.stdin));

/**
 * Stores the key where the vault has none, or with `replace`. The key is never in a file, an argument or an environment variable.
 * @returns a sentence for the user
 * @throws HookError, VaultError
 */
export async function storeTelnyxKey(
  vault: Vault<StoredName>,
  url: string,
  ask: () => Promise<string | undefined>,
  { replace = false } = {},
): Promise<string> {
  if (!replace && (await vault.read(SECRET)) !== undefined) return `${SECRET}: exists already, unchanged.`;
  const key = await ask();
  if (key === undefined) return HOW_LATER.replaceAll('VAULT', url);
  await vault.write(SECRET, key);
  return `${SECRET}: stored.`;
}
