import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Their sources hold titles of tests that do not exist. */
const NO_PROOF = /requirements[\\/](?:gate|list)\.test\.ts$|requirements[\\/]manifest[\\/]/;

/** The sources below a folder in which a requirement may be cited, by their path from there. */
export const citingSources = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.includes('node_modules') && !NO_PROOF.test(path))
      .map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]),
  );

/**
 * The forms of our ids: rows of proof (`P3`, `I7`), MCP revisions by topic (`MCP26-HEADER-1`), MCP authorization (`AUTH-TOKEN-1`, `CIMD-2`),
 * sections of OAuth 2.1 and of RFCs (`RFC6749-4.1.2a`).
 */
const ID = String.raw`(?:[TPUGSLOCDI][1-9]\d*|MCP2\d-[A-Z]+-\d+|AUTH-[A-Z]+-\d+|CIMD-\d+|(?:OAUTH21|RFC\d{4})-\d+(?:\.\d+)*[a-z]?)`;
const LIST = `${ID}(?:,? ${ID})*`;
const AT_START = new RegExp(`^(${LIST}):`);
const AS_TITLE = new RegExp(`['"\`](${LIST}):`, 'g');

const idsOf = (list = '') => list.split(/,? /).filter(Boolean);

/** @returns the ids that it begins with, before its first colon. */
export const citedBy = (title: string): string[] => idsOf(AT_START.exec(title)?.[1]);

/** @returns the ids that titles in it begin with, each once. */
export const citedIn = (source: string): string[] => [...new Set([...source.matchAll(AS_TITLE)].flatMap(([, list]) => idsOf(list)))];
