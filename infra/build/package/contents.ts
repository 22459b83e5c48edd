/** The files to deploy: code, settings, licences. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readBundleMeta } from './bundle-meta.ts';
import { thirdPartyLicences } from './third-party.ts';

/** Modules that the worker supplies. The bundle may load no others beside Node's. */
const WORKER_MODULES = new Set(['@azure/functions-core']);

const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  main: z.string(),
  engines: z.record(z.string(), z.string()),
});

/**
 * The deployed files. Without source maps: they are three times as large as the bundle, and its identifiers are those of the source.
 * @param root the project's folder, built
 * @returns contents by path, with forward slashes
 * @throws Error where the bundle needs a package at run time, or contains one whose licence is not accepted
 */
export async function packageContents(root: string): Promise<Map<string, Buffer>> {
  const { files, packages, loads } = await readBundleMeta(join(root, 'dist', 'meta.json'));
  const missing = loads.filter((name) => !WORKER_MODULES.has(name));
  if (missing.length > 0) throw new Error(`The bundle loads packages that are not deployed: ${missing.join(', ')}`);
  const licence = await readFile(join(root, 'LICENSE'));
  const manifest = Manifest.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  const code = await Promise.all(Object.keys(files).map(async (path) => [path, await readFile(join(root, path))] as const));
  return new Map([
    ...code,
    ['host.json', await readFile(join(root, 'host.json'))],
    ['package.json', Buffer.from(`${JSON.stringify({ ...manifest, private: true }, undefined, 2)}\n`)],
    ['LICENSE', licence],
    ['THIRD-PARTY-LICENCES.txt', Buffer.from(await thirdPartyLicences(root, packages, licence.toString()))],
  ]);
}
