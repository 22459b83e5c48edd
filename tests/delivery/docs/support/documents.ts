import { FUNCTIONS } from '../../../../functions/function-names.ts';
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

/** Inline links and pictures, link definitions, and the few HTML tags that Markdown takes. */
const LINKS = [/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g, /^ {0,3}\[[^\]]+\]: +<?([^\s>]+)/gm, /<(?:a|img)\b[^>]*?\b(?:href|src)="([^"]+)"/g];
/** Not for links: what stands between backticks on one line. */
const CODE = /`+[^`\n]+`+/g;
const FENCE = /^ *```(\w*)\n([\s\S]*?)^ *```$/gm;
/** The tools table names operations of Telnyx, which look like routes of ours; another test keeps it right. */
const GENERATED = /<!-- tools:begin -->[\s\S]*<!-- tools:end -->/;

/** What a test can check of the Markdown file at `path`. */
export function readDocument(path: string): Document {
  const text = readFileSync(path, 'utf8').replace(GENERATED, '');
  const prose = text.replace(FENCE, '');
  return {
    path,
    links: LINKS.flatMap((pattern) => [...prose.replace(CODE, '').matchAll(pattern)].map(([, target = '']) => target)),
    anchors: anchorsOf(prose),
    code: [...prose.matchAll(/``? ?([^`\n]+?) ?``?/g)].map(([, code = '']) => code.replaceAll('\\|', '|')),
    shell: [...text.matchAll(FENCE)].filter(([, language]) => language === 'sh').map(([, , body = '']) => body),
  };
}

/** A heading that stands there again gets a number, as on GitHub. */
function anchorsOf(prose: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of prose.matchAll(/^#+ (.+)$/gm)) {
    const anchor = anchorOf(heading);
    let count = 0;
    while (anchors.has(count === 0 ? anchor : `${anchor}-${count}`)) count++;
    anchors.add(count === 0 ? anchor : `${anchor}-${count}`);
  }
  return anchors;
}

const anchorOf = (heading: string) =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\- _]/gu, '')
    .replaceAll(' ', '-');

/** The files that a document links to, with the anchor where the link has one. Links with a scheme (`https:`) are left out. */
export function targetsOf({ path, links }: Document): { link: string; target: string; anchor: string | undefined }[] {
  return links
    .filter((link) => !/^[a-z]+:/i.test(link))
    .map((link) => {
      const [file = '', anchor] = link.split('#');
      return { link, target: file === '' ? path : normalize(join(dirname(path), decodeURI(file))), anchor };
    });
}

/** Relative links that lead out of the repository, to no file, or to no heading of one. */
export function brokenLinks(document: Document): string[] {
  const broken = targetsOf(document).filter(({ target, anchor }) => {
    if (target.startsWith('..') || !existsSync(target)) return true;
    return anchor !== undefined && !(target.endsWith('.md') && readDocument(target).anchors.has(anchor));
  });
  return broken.map(({ link }) => link);
}

/** Every Markdown file of the repository, but for those of installed packages and of builds. */
export function markdownFiles(folder = '.'): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (LEFT_OUT.has(entry.name) || (entry.name.startsWith('.') && !DOTTED.has(entry.name))) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return markdownFiles(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** Whether something is at `path`, which may end in a pattern such as `*.kql` or lack the `.test.ts` of a test. */
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

/** Every source file below `folder`, without the names in `but` at its top. */
export function sourceFiles(folder: string, but: readonly string[] = []): string[] {
  return readdirSync(folder).flatMap((name) => {
    if (LEFT_OUT.has(name) || but.includes(name) || (name.startsWith('.') && !DOTTED.has(name))) return [];
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sourceFiles(path);
    return SOURCE.test(name) ? [path] : [];
  });
}

/** The routes that functions/ registers, each with a slash in front. */
export const registeredRoutes = (): ReadonlySet<string> =>
  new Set(Object.values(FUNCTIONS).map((route) => (route.startsWith('{') ? '/' : `/${route}`)));
