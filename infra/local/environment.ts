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

/** What a stand-in replaces is replaced as a whole: whoever sets the first of a group brings the others along. */
const GROUPS = [
  ['ENTRA_TENANT_ID', 'ENTRA_CLIENT_ID', 'ENTRA_AUTHORITY_OVERRIDE'],
  ['KEY_VAULT_URL', 'AZURE_CLIENT_ID', 'IDENTITY_ENDPOINT', 'IDENTITY_HEADER'],
  ['TELNYX_BASE_URL', 'TELNYX_STORAGE_URL'],
] as const;

/** In: the environment; the same with local.settings.json below it; what the stand-ins offer. Out: the app's environment. */
export function chooseEnvironment(environment: Variables, own: Variables, standIns: Variables): Record<string, string | undefined> {
  const replaced = new Set<string>(GROUPS.filter(([first]) => own[first]).flat());
  const offered = Object.entries(standIns).filter(([name]) => !replaced.has(name));
  return { ...environment, ...Object.fromEntries(offered) };
}
