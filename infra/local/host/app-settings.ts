/** Reads host.json, local.settings.json and the entry in package.json. */
import { join } from 'node:path';
import { isJsonObject, readJsonObject } from './json-file.ts';
import type { JsonObject } from './json-file.ts';
import { StartError } from './start-error.ts';

/** The real host's default. */
const DEFAULT_ROUTE_PREFIX = 'api';

/** The real host's default, in ms. */
const DEFAULT_TIMEOUT_MS = 30 * 60_000;
const TIME_SPAN = /^(\d\d):([0-5]\d):([0-5]\d)$/;

function member(object: JsonObject | undefined, name: string): JsonObject | undefined {
  const value = object?.[name];
  return isJsonObject(value) ? value : undefined;
}

export interface HostSettings {
  /** `extensions.http.routePrefix` without slashes at its ends. Default: "api". */
  readonly routePrefix: string;
  /** `functionTimeout` in ms. */
  readonly functionMs: number;
}

function toMilliseconds(timeout: unknown): number {
  if (timeout === undefined) return DEFAULT_TIMEOUT_MS;
  const [, hours, minutes, seconds] = (typeof timeout === 'string' && TIME_SPAN.exec(timeout)) || [];
  if (hours === undefined) throw new StartError('host.json: functionTimeout must be a time such as "00:02:00".');
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}

/** @throws StartError where host.json is missing or invalid */
export function readHostSettings(root: string): HostSettings {
  const host = readJsonObject(join(root, 'host.json'), 'host.json');
  if (host === undefined) throw new StartError('No host.json here: start the host in the app’s folder, or name it with --root.');
  const prefix = member(member(host, 'extensions'), 'http')?.['routePrefix'] ?? DEFAULT_ROUTE_PREFIX;
  if (typeof prefix !== 'string') throw new StartError('host.json: extensions.http.routePrefix must be a string.');
  return { routePrefix: prefix.replace(/^\/+|(?<!\/)\/+$/g, ''), functionMs: toMilliseconds(host['functionTimeout']) };
}

/**
 * Copies `Values` of local.settings.json into `env`, as `func start` does: existing variables stay. The file is optional.
 * @returns the names that are left out because their value is not a string
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

/** @throws StartError where package.json has no `main` */
export function readEntryPattern(root: string): EntryPattern {
  const manifest = readJsonObject(join(root, 'package.json'), 'package.json');
  const main = manifest?.['main'];
  if (typeof main !== 'string' || main === '')
    throw new StartError('package.json names no "main": the host does not know which file to load.');
  return { main, esModules: manifest?.['type'] === 'module' };
}
