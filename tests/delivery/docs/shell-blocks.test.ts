import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, jest, test } from '@jest/globals';
import { connectSteps, REGISTRATION_LEFT, registrationSteps } from '../../../infra/azure/hooks/next-steps.ts';
import { readEnvironment } from '../../../infra/azure/hooks/environment.ts';
import { readDocument } from './support/documents.ts';
import { runBlocks } from './support/shell.ts';

// Many programs, one after the other.
jest.setTimeout(180_000);

const DOCUMENTS = ['README.md', 'infra/azure/HANDBOOK.md', 'infra/entra/README.md'];
/** What stands in a block for something that only the reader knows. */
const REPLACED: readonly (readonly [string, string])[] = [['<this repository>', 'https://example.com/telnyx-mcp.git']];

const blocksOf = (path: string) =>
  readDocument(path).shell.map((block) => REPLACED.reduce((text, [from, to]) => text.replaceAll(from, to), block.replace(/^ {3}/gm, '')));

describe.each(DOCUMENTS)('the shell blocks of %s', (path) => {
  test('run in order in one shell, from the root of the project, and leave it there', async () => {
    const blocks = blocksOf(path);
    expect(blocks.length).toBeGreaterThan(0);
    const { code, said, calls } = await runBlocks(blocks, { above: /^git clone /m.test(blocks[0] ?? '') });
    expect({ code, said }).toEqual({ code: 0, said: '' });
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter((call) => call.startsWith('azd ') && !/^azd (?:-C infra|auth) /.test(call))).toEqual([]);
  });
});

describe('a block that', () => {
  test.each([
    ['leaves the root', ['cd infra'], 3, /block 1 leaves the shell in .*\/infra/],
    ['runs azd where there is no project', ['azd up'], 1, /azd: no project/],
    ['calls a program that there is not', ['no-such-program'], 127, /command not found/],
    ['uses a variable that nobody set', ['echo "$NOBODY_SET_THIS"'], 1, /unbound variable/],
    ['fails in the middle', ['az account show', 'false', 'true'], 1, /^$/],
    ['relies on the folder that an earlier one left', ['(cd infra && azd up)', 'azd env set A b'], 1, /azd: no project/],
  ])('%s is noticed', async (_what, blocks, code, said) => {
    const ran = await runBlocks(blocks);
    expect({ code: ran.code, said: ran.said }).toEqual({ code, said: expect.stringMatching(said) });
  });
});

describe('what the hooks print', () => {
  const environment = readEnvironment({
    AZURE_ENV_NAME: 'test (1)',
    AZURE_SUBSCRIPTION_ID: '3faf6056-8474-4818-a729-1aff55d6b3fa',
    ENTRA_REDIRECT_URI: 'https://func-example.azurewebsites.net/auth/callback',
    IDENTITY_PRINCIPAL_ID: 'e0000000-0000-4000-8000-000000000001',
    MCP_ENDPOINT: 'https://func-example.azurewebsites.net/mcp/stream',
    TEST_PAGE_URL: 'https://func-example.azurewebsites.net/test-auth',
  });
  /** Indented lines that begin with the name of a program, with their continuations. */
  const commandsIn = (text: string) =>
    [...text.matchAll(/^ {2,}(?:\w[\w ]*? {2,})?((?:azd|az|npm|npx|bash|claude|code) (?:.*\\\n)*.*)$/gm)].map(
      ([, command = '']) => command,
    );

  test('are commands that run in order from the root', async () => {
    const printed = [
      REGISTRATION_LEFT,
      connectSteps(environment, 'all'),
      'Store it:\n  npx node infra/azure/hooks/store-telnyx-key.ts --vault URL',
    ];
    const commands = printed.flatMap(commandsIn);
    expect(commands).toHaveLength(7);
    expect(await runBlocks(commands)).toMatchObject({ code: 0, said: '' });
  });

  test('and the command of the mail runs beside its two attachments, whatever the environment is called', async () => {
    const [command = ''] = commandsIn(registrationSteps(environment));
    const { code, said, calls } = await runBlocks([`cp infra/entra/app-registration.sh .\n${command}`]);
    expect({ code, said }).toEqual({ code: 0, said: '' });
    expect(calls).toEqual([
      'app-registration.sh --unique-name telnyx-mcp-test (1)-3faf6056 --redirect-uri https://func-example.azurewebsites.net/auth/callback --identity e0000000-0000-4000-8000-000000000001',
    ]);
  });

  test('names no command of azd that works in infra alone', () => {
    const files = readdirSync('infra/azure/hooks').filter((name) => name.endsWith('.ts'));
    const withoutComments = (text: string) => text.replace(/\/\*[^]*?\*\//g, '').replace(/^ *\/\/.*$/gm, '');
    const named = files.flatMap((name) => [
      ...withoutComments(readFileSync(`infra/azure/hooks/${name}`, 'utf8')).matchAll(/\bazd (?:up|down|env|deploy|provision|hooks)\b/g),
    ]);
    expect(named.map(([text]) => text)).toEqual([]);
  });
});

describe.each(DOCUMENTS)('PowerShell in %s', (path) => {
  /** Each block, with the bash block before it. */
  const pairs = [...readFileSync(path, 'utf8').matchAll(/^ *```sh\n((?:(?!```)[^])*)```\n\n *```powershell\n((?:(?!```)[^])*)```$/gm)].map(
    ([, bash = '', powershell = '']) => ({ bash, powershell }),
  );
  const PROGRAM = /\b(?:azd -C infra|az|npm|npx|curl(?:\.exe)?|infra\/entra\/app-registration\.sh)(?: [a-z][\w-]*)*/g;
  const programsIn = (block: string) => (block.replace(/\\\n\s*/g, '').match(PROGRAM) ?? []).map((each) => each.replace('.exe', '')).sort();

  test('stands below the bash block that it repeats, and runs the same programs', () => {
    const all = readFileSync(path, 'utf8').match(/```powershell/g) ?? [];
    // In the handbook, prose comes between the first two.
    expect(all.length - pairs.length).toBe(path.endsWith('HANDBOOK.md') ? 1 : 0);
    for (const { bash, powershell } of pairs) expect(programsIn(powershell)).toEqual(programsIn(bash));
  });

  test('has nothing that only bash knows', () => {
    for (const { powershell } of pairs) {
      expect(powershell).not.toMatch(/\\$|^\s*(?:export|eval|for |if \[)|^[A-Z_]+=|\$\{?[A-Z][A-Z_]+\b(?!:)|<<|2>&1|\bcat /m);
      for (const [open, close] of ['()', '{}', '[]']) {
        expect(powershell.split(open ?? '').length).toBe(powershell.split(close ?? '').length);
      }
      expect(powershell.replace(/"[^"]*"|'[^']*'/g, '')).not.toMatch(/["']/);
    }
  });
});
