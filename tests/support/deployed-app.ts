import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, startStandIns, type RunningApp } from './running-app.ts';

/** In: what fills the app's folder. Out: the host on that folder, which is empty of all else and far from node_modules, on stand-ins. */
export async function startDeployed(fill: (folder: string) => Promise<void>): Promise<RunningApp & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'deployed-'));
  const standIns = await startStandIns();
  const end = async () => {
    await standIns.stop();
    await rm(folder, { recursive: true });
  };
  try {
    await fill(folder);
    const { entra, vault, telnyx, tables, env } = standIns;
    const host = run('infra/local/host/main.ts', ['--port', '0', '--root', folder], env);
    const [, url = ''] = await host.line(/^Listening on (\S+)$/);
    const stop = async () => {
      await host.stop();
      await end();
    };
    return { folder, url, entra, vault, telnyx, tables, env, log: host.output, host, stop };
  } catch (error) {
    await end();
    throw error;
  }
}
