import { ROUTES } from '../../../../functions/routes.ts';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** A Markdown file, taken apart for tests. Paths are relative to the project's root. */
export interface Document {
  readonly path: string;
  /** Targets of links, as they are written. */
  readonly links: readonly string[];
  /** Anchors of the headings, as GitHub makes them. */
  readonly anchors: ReadonlySet<string>;
  /** What stands between backticks outside of code blocks. */
  readonly code: readonly string[];
  /** The code blocks that a shell is meant to run. */
  readonly shell: readonly string[];
}

const FENCE = /^ *```(\w*)\n([\s\S]*?)^ *```$/gm;
/** The tools table names operations of Telnyx, which look like routes of ours; another test keeps it right. */
const GENERATED = /<!-- tools:begin -->[\s\S]*<!-- tools:end -->/;

/** In: a file's path. Out: what can be checked of it. */
export function readDocument(path: string): Document {
  const text = readFileSync(path, 'utf8').replace(GENERATED, '');
  const prose = text.replace(FENCE, '');
  return {
    path,
    links: [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target),
    anchors: new Set([...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading))),
    code: [...prose.matchAll(/``? ?([^`\n]+?) ?``?/g)].map(([, code = '']) => code.replaceAll('\\|', '|')),
    shell: [...text.matchAll(FENCE)].filter(([, language]) => language === 'sh').map(([, , body = '']) => body),
  };
}

const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\- _]/gu, '')
    .replaceAll(' ', '-');

/** In: a document. Out: its relative links that lead nowhere: to no file, or to no heading of one. */
export function brokenLinks(document: Document): string[] {
  return document.links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? document.path : normalize(join(dirname(document.path), file));
    if (!existsSync(target)) return true;
    return anchor !== undefined && !readDocument(target).anchors.has(anchor);
  });
}

/** In: a path, which may end in a pattern such as `*.kql` or be the beginning of a test's name. Out: whether something is there. */
export function fileExists(path: string): boolean {
  const pattern = /^(.*\/)\*(\.\w+)$/.exec(path);
  if (!pattern) return existsSync(path) || existsSync(`${path}.test.ts`);
  const [, folder = '', ending = ''] = pattern;
  return existsSync(folder) && readdirSync(folder).some((name) => name.endsWith(ending));
}

const SOURCE = /\.(?:ts|mjs|json|bicep|kql|ya?ml|sh|ps1)$/;
const LEFT_OUT = new Set(['node_modules', 'dist', 'coverage', 'package-lock.json']);
/** These begin with a dot and are sources all the same. */
const DOTTED = new Set(['.github', '.ci']);

/** In: a folder; names to leave out at its top. Out: every source file in it. */
export function sourceFiles(folder: string, but: readonly string[] = []): string[] {
  return readdirSync(folder).flatMap((name) => {
    if (LEFT_OUT.has(name) || but.includes(name) || (name.startsWith('.') && !DOTTED.has(name))) return [];
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sourceFiles(path);
    return SOURCE.test(name) ? [path] : [];
  });
}

/** Out: the routes that functions/ registers, each with a slash in front. */
export const registeredRoutes = (): ReadonlySet<string> => new Set(ROUTES.map(({ route }) => (route.startsWith('{') ? '/' : `/${route}`)));
