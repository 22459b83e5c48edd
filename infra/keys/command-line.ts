import { parseArgs } from 'node:util';
import { z } from 'zod';

export const USAGE = `npm run keys -- <command> [options]: the signing and sealing keys in Key Vault

  list      shows the keys and their next steps
  create    creates missing keys, and changes no existing one
  rotate    takes the step that is due: publish a new key, activate it 12 minutes later, drop the old one when nothing needs it

  --vault URL   https://NAME.vault.azure.net, with your own login. Without it: KEY_VAULT_URL, or the vault of npm start
  --wait        (rotate) waits for the second step and takes it
  --now         (rotate) after a leak: replaces all keys at once. Needs --yes
  --json        one line of JSON`;

const COMMANDS = ['list', 'create', 'rotate'] as const;

const Options = z
  .object({
    command: z.enum(COMMANDS, `The command must be one of ${COMMANDS.join(', ')}.`),
    vault: z.string().optional(),
    json: z.boolean().default(false),
    wait: z.boolean().default(false),
    now: z.boolean().default(false),
    yes: z.boolean().default(false),
  })
  .refine(({ command, wait, now }) => command === 'rotate' || !(wait || now), '--wait and --now are options of rotate.')
  .refine(({ wait, now }) => !(wait && now), '--now and --wait exclude each other.')
  .refine(({ yes, now }) => now || !yes, '--yes is an option of rotate --now.');

export type Options = z.output<typeof Options>;

export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}

/**
 * @returns undefined for `--help`
 * @throws UsageError
 */
export function parseCommandLine(args: readonly string[]): Options | undefined {
  const boolean = { type: 'boolean' } as const;
  const options = { vault: { type: 'string' }, json: boolean, wait: boolean, now: boolean, yes: boolean, help: boolean } as const;
  const { values, positionals } = read(() => parseArgs({ args: [...args], options, allowPositionals: true }));
  if (values.help === true) return undefined;
  const [command, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError('One command at a time.');
  const parsed = Options.safeParse({ command, ...values });
  if (!parsed.success) throw new UsageError(parsed.error.issues.map(({ message }) => message).join(' '));
  return parsed.data;
}

function read<Parsed>(parse: () => Parsed): Parsed {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
