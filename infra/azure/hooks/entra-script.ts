import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { HookError } from './environment.ts';

const SCRIPT = 'infra/entra/app-registration.sh';

/**
 * Runs the script, which shows its progress itself.
 * @returns the client id of the registration
 * @throws HookError
 */
export async function runEntraScript(args: readonly string[]): Promise<string> {
  const child = spawn('bash', [SCRIPT, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const failed = new HookError(
    `${SCRIPT} did not end well. It needs bash, and az with a login (az login). infra/entra/README.md says more.`,
  );
  const closed = once(child, 'close');
  const [output] = await Promise.all([text(child.stdout), closed]).catch(() => {
    throw failed;
  });
  const clientId = /^ENTRA_CLIENT_ID=([0-9a-f-]{36})$/im.exec(output)?.[1];
  if (child.exitCode !== 0 || clientId === undefined) throw failed;
  return clientId;
}
