/** What the files beside the app say: host.json, local.settings.json and the entry that package.json names. */
import { join } from 'node:path';
import { isJsonObject, readJsonObject } from './json-file.ts';
import type { JsonObject } from './json-file.ts';
import { StartError } from './start-error.ts';

/** The prefix that the Functions host uses where host.json names none. */
const DEFAULT_ROUTE_PREFIX = 'api';

/** The Functions host's own limit on an invocation, where host.json names none. Milliseconds. */
const DEFAULT_TIMEOUT_MS = 30 * 60_000;
const TIME_SPAN = /^(\d\d):([0-5]\d):([0-5]\d)$/;

function member(object: JsonObject | undefined, name: string): JsonObject | undefined {
  const value = object?.[name];
  return isJsonObject(value) ? value : undefined;
}

export interface HostSettings {
  /** `extensions.http.routePrefix`, without slashes at its ends; "api" where it is not set. */
  readonly routePrefix: string;
  /** `functionTimeout`, in milliseconds. */
  readonly functionMs: number;
}

function toMilliseconds(timeout: unknown): number {
  if (timeout === undefined) return DEFAULT_TIMEOUT_MS;
  const [, hours, minutes, seconds] = (typeof timeout === 'string' && TIME_SPAN.exec(timeout)) || [];
  if (hours === undefined) throw new StartError('host.json: functionTimeout must be a time such as "00:02:00".');
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}

/** What host.json says. Throws a StartError where there is none, or where it cannot be used. */
export function readHostSettings(root: string): HostSettings {
  const host = readJsonObject(join(root, 'host.json'), 'host.json');
  if (host === undefined) throw new StartError('No host.json here: start the host in the app’s folder, or name it with --root.');
  const prefix = member(member(host, 'extensions'), 'http')?.['routePrefix'] ?? DEFAULT_ROUTE_PREFIX;
  if (typeof prefix !== 'string') throw new StartError('host.json: extensions.http.routePrefix must be a string.');
  return { routePrefix: prefix.replace(/^\/+|(?<!\/)\/+$/g, ''), functionMs: toMilliseconds(host['functionTimeout']) };
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
