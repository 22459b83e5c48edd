/**
 * `npm run -s audit-hash -- [--vault URL] +13125550100 file:bucket/key …`: prints the hashes of numbers and files in the audit trail, for
 * infra/azure/queries/audit.kql. One line for each seal key: `<number> <kid> <hash>`.
 */
import { createHmac, hkdfSync } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readRunning } from '../local/running.ts';
import { chooseVault, VaultChoiceError } from './choose-vault.ts';
import { openVault, VaultError } from './vault.ts';

const Keys = z.object({ keys: z.array(z.object({ kid: z.string(), k: z.string() })) });
const Address = z
  .string()
  .regex(
    /^(\+\d{7,15}|\d{4,8}|sips?:\S+|file:[a-z0-9.-]+\/.+)$/i,
    'Give numbers as +E.164 without spaces, short codes, SIP URIs, or files as file:bucket/key.',
  );

/** The same as in the app: HKDF for the purpose `audit` (RFC 5869), then 16 hex digits of HMAC-SHA-256. */
function fingerprint(k: string, address: string): string {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(k, 'base64url'), Buffer.alloc(0), 'audit', 32));
  return createHmac('sha256', key)
    .update(address.startsWith('file:') ? address : address.toLowerCase(), 'utf8')
    .digest('hex')
    .slice(0, 16);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { vault: { type: 'string' } }, allowPositionals: true });
  const addresses = z.array(Address).min(1, 'Give at least one number.').parse(positionals);
  const vault = await openVault(chooseVault(values.vault, process.env, readRunning()?.env));
  const stored = await vault.read('mcp-seal-keys');
  if (stored === undefined) throw new VaultError('mcp-seal-keys is not in the vault: there is no audit trail yet.');
  const { keys } = Keys.parse(JSON.parse(stored.value.trim()));
  for (const address of addresses) for (const { kid, k } of keys) console.log(`${address} ${kid} ${fingerprint(k, address)}`);
}

/** Only the message of our own errors is printed: another one could contain a secret. */
function messageOf(error: unknown): string {
  if (error instanceof z.ZodError) return error.issues.map(({ message }) => message).join(' ');
  if (error instanceof VaultError || error instanceof VaultChoiceError) return error.message;
  return `Internal error (${error instanceof Error ? error.name : typeof error}).`;
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
