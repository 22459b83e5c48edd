/** The environment of the app: the developer's own settings, and stand-ins for the rest. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

type Variables = Readonly<Record<string, string | undefined>>;

const LocalSettings = z.object({ Values: z.record(z.string(), z.string()).default({}) });

/**
 * The `Values` of local.settings.json; empty without the file.
 * @throws Error that names the file where it cannot be parsed
 */
export async function readLocalValues(root: string): Promise<Record<string, string>> {
  const text = await readFile(join(root, 'local.settings.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return {};
  try {
    return LocalSettings.parse(JSON.parse(text)).Values;
  } catch {
    throw new Error('local.settings.json is not usable: it must be JSON with an object of strings in "Values".');
  }
}

interface Group {
  /** Setting one of these means using a service of one's own. */
  readonly own: readonly string[];
  /** The stand-in's settings that are then left out, all together. */
  readonly replaces: readonly string[];
}

const GROUPS: readonly Group[] = [
  { own: ['ENTRA_TENANT_ID'], replaces: ['ENTRA_TENANT_ID', 'ENTRA_CLIENT_ID', 'ENTRA_AUTHORITY_OVERRIDE'] },
  { own: ['KEY_VAULT_URL'], replaces: ['KEY_VAULT_URL', 'AZURE_CLIENT_ID', 'IDENTITY_ENDPOINT', 'IDENTITY_HEADER'] },
  { own: ['TELNYX_BASE_URL'], replaces: ['TELNYX_BASE_URL', 'TELNYX_STORAGE_URL'] },
  {
    own: ['TABLES_URL', 'AzureWebJobsStorage', 'AzureWebJobsStorage__tableServiceUri', 'AzureWebJobsStorage__accountName'],
    replaces: ['TABLES_URL'],
  },
];

/**
 * @param own the developer's settings; an empty value counts as not set
 * @param standIns the settings that the stand-ins provide
 * @returns those of `standIns` that the app gets
 */
export function settingsFromStandIns(own: Variables, standIns: Readonly<Record<string, string>>): Record<string, string> {
  const replaced = new Set(GROUPS.flatMap((group) => (group.own.some((name) => own[name]) ? group.replaces : [])));
  return Object.fromEntries(Object.entries(standIns).filter(([name]) => !replaced.has(name)));
}
