/** The licence texts of the bundled packages, which must accompany the code. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isAccepted } from './licences.ts';

const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().default('none named'),
  author: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]).optional(),
});
type Manifest = z.output<typeof Manifest>;

const TERMS = /^(licen[cs]e|copying|notice)/i;

/**
 * @param folders of the packages, below `root`
 * @param mitTerms text of the MIT licence, for packages that name it without its text
 * @returns one text with each licence once
 * @throws Error that names packages without an accepted licence
 */
export async function thirdPartyLicences(root: string, folders: readonly string[], mitTerms: string): Promise<string> {
  const packages = await Promise.all(folders.map((folder) => readManifest(join(root, folder))));
  const rejected = packages.filter(({ license }) => !isAccepted(license));
  if (rejected.length > 0) throw new Error(`Not an accepted licence: ${rejected.map(title).join(', ')}`);
  const texts = await Promise.all(packages.map((each) => readTerms(each, mitTerms)));
  const sharers = Map.groupBy(packages, (_each, index) => texts[index] ?? '');
  const blocks = [...sharers].map(([text, sharing]) => `${sharing.map(title).join('\n')}\n\n${text}`);
  return `dist/ holds code of the following packages, under their own licences.\n\n${blocks.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

const title = ({ name, version, license }: Manifest) => `${name} ${version} (${license})`;

async function readManifest(folder: string): Promise<Manifest & { readonly folder: string }> {
  return { ...Manifest.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))), folder };
}

async function readTerms(each: Manifest & { readonly folder: string }, mitTerms: string): Promise<string> {
  const files = (await readdir(each.folder)).filter((name) => TERMS.test(name)).sort();
  if (files.length > 0) {
    const texts = await Promise.all(files.map((name) => readFile(join(each.folder, name), 'utf8')));
    return texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n');
  }
  if (each.license !== 'MIT') throw new Error(`${title(each)} comes without the text of its licence.`);
  const terms = mitTerms.replace(/^Copyright.*$/m, `Copyright (c) ${each.author ?? `the authors of ${each.name}`}`).trim();
  return `The package names the licence without its text, which is:\n\n${terms}`;
}
