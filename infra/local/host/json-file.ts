/** Reads JSON files without zod: loading it would take half of the host's own start. */
import { readFileSync } from 'node:fs';
import { StartError } from './start-error.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/**
 * @param label the file's name in error messages
 * @returns undefined where the file does not exist
 * @throws StartError for a file without a JSON object. It gives the position alone: the parser's message quotes the file, which may hold secrets
 */
export function readJsonObject(path: string, label: string): JsonObject | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new StartError(`${label} cannot be read.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const position = error instanceof SyntaxError ? /position \d+/.exec(error.message)?.[0] : undefined;
    throw new StartError(`${label} is not valid JSON${position === undefined ? '' : ` (at ${position})`}.`);
  }
  if (!isJsonObject(value)) throw new StartError(`${label} must hold a JSON object.`);
  return value;
}
