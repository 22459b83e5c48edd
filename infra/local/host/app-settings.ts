/** What the files beside the app say: host.json, local.settings.json and the entry that package.json names. */
import { join } from 'node:path';
import { isJsonObject, readJsonObject } from './json-file.ts';
import type { JsonObject } from './json-file.ts';
import { StartError } from './start-error.ts';

/** The prefix that the Functions host uses where host.json names none. */
const DEFAULT_ROUTE_PREFIX = 'api';

function member(object: JsonObject | undefined, name: string): JsonObject | undefined {
  const value = object?.[name];
  return isJsonObject(value) ? value : undefined;
}

/** `extensions.http.routePrefix` of host.json, without slashes at its ends; "api" where it is not set. Throws a StartError without a host.json. */
export function readRoutePrefix(root: string): string {
  const host = readJsonObject(join(root, 'host.json'), 'host.json');
  if (host === undefined) throw new StartError('No host.json here: start the host in the app’s folder, or name it with --root.');
  const prefix = member(member(host, 'extensions'), 'http')?.['routePrefix'] ?? DEFAULT_ROUTE_PREFIX;
  if (typeof prefix !== 'string') throw new StartError('host.json: extensions.http.routePrefix must be a string.');
  return prefix.replace(/^\/+|\/+$/g, '');
}

/**
 * Copies `Values` of local.settings.json into `env`, never over a variable that already exists (as `func start` does). A missing file is fine.
 * Answers the names whose value is not a string: they are left out.
 */
export function applyLocalSettings(root: string, env: NodeJS.ProcessEnv): string[] {
  const settings = readJsonObject(join(root, 'local.settings.json'), 'local.settings.json');
  if (settings?.['IsEncrypted'] === true) throw new StartError('local.settings.json is encrypted: run "func settings decrypt" first.');
  const skipped: string[] = [];
  for (const [name, value] of Object.entries(member(settings, 'Values') ?? {})) {
    if (typeof value !== 'string') skipped.push(name);
    else env[name] ??= value;
  }
  return skipped;
}

export interface EntryPattern {
  /** A path or a glob, relative to the app's folder. */
  readonly main: string;
  /** Whether `.js` files are ES modules there (package.json `type`). */
  readonly esModules: boolean;
}

/** The app's entry as package.json names it. Throws a StartError where there is none. */
export function readEntryPattern(root: string): EntryPattern {
  const manifest = readJsonObject(join(root, 'package.json'), 'package.json');
  const main = manifest?.['main'];
  if (typeof main !== 'string' || main === '')
    throw new StartError('package.json names no "main": the host does not know which file to load.');
  return { main, esModules: manifest?.['type'] === 'module' };
}
