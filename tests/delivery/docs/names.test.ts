import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { fileExists, readDocument, registeredRoutes, sourceFiles } from './support/documents.ts';

const markdownIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
const DOCUMENTS = [
  'README.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  'AGENTS.md',
  'shared/README.md',
  'infra/README.md',
  'infra/entra/README.md',
  'infra/azure/HANDBOOK.md',
  ...markdownIn('docs'),
  ...markdownIn('docs/decisions'),
].map(readDocument);
/** These name what only tests have. */
const ABOUT_TESTS = new Set(['CONTRIBUTING.md', 'AGENTS.md', 'docs/proof.md']);

const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync('package.json', 'utf8')));
const read = (paths: readonly string[]) => new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]));
const sources = read(sourceFiles('.', ['tests']));
const wordsOf = (files: ReadonlyMap<string, string>) => new Set([...files.values()].join('\n').match(/[\w-]+/g));
const words = wordsOf(sources);
const wordsOfTests = wordsOf(read(sourceFiles('tests')));
const templates = [...sources].filter(([path]) => path.endsWith('.bicep')).map(([, text]) => text);
const outputs = new Set(templates.flatMap((text) => [...text.matchAll(/^output (\w+) /gm)].map(([, name = '']) => name)));
const routes = registeredRoutes();

/** Made by a build or by a person, so not in the repository. */
const MADE = /^(?:dist|infra\/local\/\.state)\/|^local\.settings\.json$/;
/** Methods of MCP, the file that every wing has, and files of clients. */
const NO_PATH = /^tools\/(?:list|call)$|^index\.ts$|^(?:claude_desktop_config|cline_mcp_settings|settings|mcp)\.json$/;
const PATH = /^(?:\.?(?:functions|tools|shared|infra|tests|github|ci)\/[\w.*/-]+|[\w.-]+\.(?:md|json|kql|ts|mjs|ya?ml|sh))$/;
/** `/tokens`, `POST /mcp/stream`, `/mcp/stream?readonly=true`, `/a[/b|/c]`, `/.well-known/*` */
const ROUTE = /^(?:(?:GET|POST|DELETE|OPTIONS) )?(\/[\w./-]*)(?:\[([^\]]+)\])?(\*)?(?:\?.*)?$/;
/** Names in the styles of settings, outputs, events and error codes. */
const NAME = /^(?:[a-z][a-z0-9]*(?:_[a-z0-9]+)+|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|AzureWebJobs\w+)$/;
/** What azd itself keeps in an environment, and what a person puts there before the registration is known. */
const AZD = new Set(['AZURE_ENV_NAME', 'AZURE_LOCATION', 'AZURE_SUBSCRIPTION_ID', 'ENTRA_CLIENT_ID']);

function isRoute(code: string): boolean {
  const [, path = '', suffixes, star] = ROUTE.exec(code) ?? [];
  if (star !== undefined) return [...routes].some((route) => route.startsWith(path));
  return ['', ...(suffixes?.split('|') ?? [])].every((suffix) => routes.has(path + suffix));
}

test('finds routes and words at all', () => {
  expect([...routes]).toEqual(expect.arrayContaining(['/', '/mcp/stream', '/health/ready', '/.well-known/jwks.json']));
  expect(routes).toContain('/.well-known/oauth-protected-resource/mcp');
  expect(words).toContain('TOKEN_TTL_HOURS');
  expect(isRoute('GET /no/such/route')).toBe(false);
});

describe.each(DOCUMENTS)('$path', (document) => {
  const { path, code, shell } = document;

  test('names files that exist', () => {
    const named = code.filter((each) => PATH.test(each) && !MADE.test(each) && !NO_PATH.test(each));
    // A query, and what lies beside the document, is named without its folder.
    const folders = ['', path.replace(/[^/]*$/, ''), 'infra/azure/queries/'];
    expect(named.filter((each) => !folders.some((folder) => fileExists(`${folder}${each}`)))).toEqual([]);
  });

  test('names routes that are registered', () => {
    expect(code.filter((each) => ROUTE.test(each) && !isRoute(each))).toEqual([]);
  });

  test('names npm scripts that exist', () => {
    const runs = [...code, ...shell].flatMap((each) => [...each.matchAll(/\bnpm (?:run (?:-s )?([\w:-]+)|(start|test)\b)/g)]);
    const named = runs.map(([, script, short]) => script ?? short ?? '');
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  test('names settings, outputs, events and error codes as the code has them', () => {
    const known = (name: string) => words.has(name) || (ABOUT_TESTS.has(path) && wordsOfTests.has(name));
    expect(code.filter((each) => NAME.test(each) && !known(each))).toEqual([]);
  });

  test('uses in commands only variables that it sets, or that the deployment puts out', () => {
    const used = [...shell, ...code].flatMap((block) => [...block.matchAll(/\$\{?([A-Z][A-Z0-9_]+)/g)].map(([, name = '']) => name));
    const assigned = shell.flatMap((block) => [...block.matchAll(/(?:^|[\s;(])([A-Z][A-Z0-9_]+)=/g)]);
    const given = [...shell, ...code].flatMap((block) => [...block.matchAll(/\bread -rs ([A-Z][A-Z0-9_]+)|"([A-Z][A-Z0-9_]+)":/g)]);
    const set = new Set([...assigned, ...given].map(([, first, second = '']) => first ?? second));
    expect([...new Set(used)].filter((name) => !set.has(name) && !outputs.has(name) && !AZD.has(name))).toEqual([]);
  });
});

test.each(['README.md', 'docs/troubleshooting.md'])('symptoms in %s are texts of the app', (path) => {
  const rows = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '));
  const quoted = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+ [^`]+)`/g)].map(([, text = '']) => text));
  expect(quoted.length).toBeGreaterThan(0);
  const parts = quoted.flatMap((text) => text.split(/…|\d+/).map((part) => part.trim()));
  const texts = [...sources].filter(([file]) => /^(?:functions|shared|infra\/(?:local|build))\//.test(file)).map(([, text]) => text);
  expect(parts.filter((part) => !texts.some((text) => text.includes(part)))).toEqual([]);
});

test('diagrams hold no sign that ends a message in Mermaid', () => {
  const diagrams = DOCUMENTS.flatMap(({ path }) => [...readFileSync(path, 'utf8').matchAll(/^```mermaid\n([^]*?)^```$/gm)]);
  expect(diagrams.length).toBeGreaterThan(0);
  expect(diagrams.flatMap(([, text = '']) => text.split('\n').filter((line) => /[;#]/.test(line)))).toEqual([]);
});
