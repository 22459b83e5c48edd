import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { HookError, type HookEnvironment } from './environment.ts';

const execute = promisify(execFile);

const Token = z.object({ token: z.string().min(1) });

async function azd(...args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await execute('azd', [...args]);
    return stdout;
  } catch {
    // Its output could hold a token.
    throw new HookError(`azd does not do as it should: azd ${args.slice(0, 2).join(' ')}.`);
  }
}

/**
 * Keeps a value in the environment of azd, which reads it again before it provisions.
 * @throws HookError
 */
export async function keepInEnvironment({ AZURE_ENV_NAME: name }: HookEnvironment, key: string, value: string): Promise<void> {
  await azd('-C', 'infra', 'env', 'set', key, value, ...(name === undefined ? [] : ['--environment', name]));
}

/**
 * A token for Microsoft Graph, of whoever is logged in to azd.
 * @throws HookError
 */
export async function graphToken({ AZURE_TENANT_ID: tenant }: HookEnvironment): Promise<string> {
  const answer = await azd(
    ...['auth', 'token', '--scope', 'https://graph.microsoft.com/.default', '--output', 'json'],
    ...(tenant === undefined ? [] : ['--tenant-id', tenant]),
  );
  try {
    return Token.parse(JSON.parse(answer)).token;
  } catch {
    throw new HookError('azd gave no token for Microsoft Graph.');
  }
}
