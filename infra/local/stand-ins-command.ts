/**
 * `npm run stand-ins`: starts the stand-ins, prints the settings for local.settings.json, and runs until Ctrl+C.
 * `--json` prints one line for a parent process instead. `--memory` stores nothing on disk. More options: README.md.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { STATE_FOLDER } from './running.ts';
import { startStandIns } from './cloud/start-stand-ins.ts';
import type { StandIns } from './cloud/start-stand-ins.ts';

const Port = z.coerce.number().int().min(0).max(65_535).optional();
const Flags = z.object({
  json: z.boolean().default(false),
  memory: z.boolean().default(false),
  'state-file': z.string().min(1).default(join(STATE_FOLDER, 'vault.json')),
  'public-base-url': z.url().optional(),
  'entra-port': Port,
  'identity-port': Port,
  'vault-port': Port,
  'tables-port': Port,
  'blobs-port': Port,
  'telnyx-port': Port,
});
/** From the environment only: every process of the machine can read a command line. */
const Environment = z.object({ TELNYX_API_KEY: z.string().min(1).optional(), IDENTITY_HEADER: z.string().min(1).optional() });

function settingsText({ env, urls }: StandIns): string {
  const lines = Object.entries(env).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  const telnyx =
    urls.telnyx === undefined
      ? 'the real one, with the key of TELNYX_API_KEY'
      : `simulated at ${urls.telnyx}, its test phone at ${urls.telnyx}/phone`;
  return `Stand-ins are up, on this machine only. Telnyx: ${telnyx}.\nIn local.settings.json:\n\n  "Values": {\n${lines.join(',\n')}\n  }\n\nCtrl+C stops them.`;
}

async function main(): Promise<void> {
  const string = { type: 'string' } as const;
  const boolean = { type: 'boolean' } as const;
  const { values } = parseArgs({
    options: {
      json: boolean,
      memory: boolean,
      'state-file': string,
      'public-base-url': string,
      'entra-port': string,
      'identity-port': string,
      'vault-port': string,
      'tables-port': string,
      'blobs-port': string,
      'telnyx-port': string,
    },
  });
  const flags = Flags.parse(values);
  const { TELNYX_API_KEY: telnyxApiKey, IDENTITY_HEADER: identityHeader } = Environment.parse(process.env);
  const standIns = await startStandIns({
    publicBaseUrl: flags['public-base-url'],
    stateFile: flags.memory ? undefined : flags['state-file'],
    telnyxApiKey,
    telnyx: telnyxApiKey === undefined,
    identityHeader,
    // A parent process never runs the real Functions host.
    blobs: !flags.json,
    ports: {
      entra: flags['entra-port'],
      identity: flags['identity-port'],
      vault: flags['vault-port'],
      tables: flags['tables-port'],
      blobs: flags['blobs-port'],
      telnyx: flags['telnyx-port'],
    },
  });
  // Before the output: a parent process may stop us as soon as it reads it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void standIns.close());
  console.log(flags.json ? JSON.stringify({ env: standIns.env, urls: standIns.urls }) : settingsText(standIns));
}

main().catch((error: unknown) => {
  console.error(error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
