import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHost, startStandIns, type RunningApp } from './running-app.ts';

/**
 * Starts the host on a folder of its own, far from node_modules, and on stand-ins of its own.
 *
 * @param fill puts the app into the folder, which is empty
 */
export async function startDeployed(fill: (folder: string) => Promise<void>): Promise<RunningApp & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'deployed-'));
  const standIns = await startStandIns();
  const end = async () => {
    await standIns.stop();
    await rm(folder, { recursive: true });
  };
  try {
    await fill(folder);
    const app = await startHost(standIns, {}, { root: folder });
    const stop = async () => {
      await app.stop();
      await end();
    };
    return { ...app, folder, stop };
  } catch (error) {
    await end();
    throw error;
  }
}
