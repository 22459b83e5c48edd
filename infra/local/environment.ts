/** Which environment the app gets: the person's own settings where there are some, stand-ins for the rest. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

type Variables = Readonly<Record<string, string | undefined>>;

const LocalSettings = z.object({ Values: z.record(z.string(), z.string()).default({}) });

/** The `Values` of local.settings.json; none where there is no such file. Throws an Error that names the file where it cannot be read. */
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
  /** Whoever sets one of these has a service of their own. */
  readonly own: readonly string[];
  /** What a stand-in then leaves alone, as a whole: half of a service makes none. */
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

/** In: a person's own settings (an empty one is not set); what the stand-ins offer. Out: what is taken of the offer. */
export function takenFromStandIns(own: Variables, standIns: Readonly<Record<string, string>>): Record<string, string> {
  const replaced = new Set(GROUPS.flatMap((group) => (group.own.some((name) => own[name]) ? group.replaces : [])));
  return Object.fromEntries(Object.entries(standIns).filter(([name]) => !replaced.has(name)));
}
