import { parseArgs } from 'node:util';
import { z } from 'zod';

export const USAGE = `npm run keys -- <command> [options]: the keys that sign tokens and seal state, in Key Vault

  list      which keys there are, and what comes next
  create    makes what is missing, and changes nothing that is there
  rotate    takes the step that is due: publish a new key, activate it 12 minutes later, drop the old one when nothing needs it

  --vault URL   https://NAME.vault.azure.net, with your own login. Without it: KEY_VAULT_URL, or the vault of npm start
  --wait        (rotate) waits for the second step and takes it
  --now         (rotate) the rescue after a leak: new keys at once, all others gone. Needs --yes
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
  .refine(({ command, wait, now }) => command === 'rotate' || !(wait || now), 'Only rotate knows --wait and --now.')
  .refine(({ wait, now }) => !(wait && now), '--now waits for nothing: leave --wait out.')
  .refine(({ yes, now }) => now || !yes, '--yes belongs to rotate --now.');

export type Options = z.output<typeof Options>;

/** The command line makes no sense; the message says what is wrong with it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}

/** In: the arguments. Out: what they ask for; undefined for `--help`. Errors: {@link UsageError}. */
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
