import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const sources = ['functions', 'shared', 'tools'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name).replaceAll('\\', '/')),
);

/** Comments may name what the code does elsewhere. */
const codeOf = (file: string) => readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

/** A rule, its one file, and what the source of a second one would hold. */
const RULES = [
  ['constant-time comparison', ['shared/identity/tokens/seal-and-sign.ts'], /timingSafeEqual/],
  // The second one keeps what one call has asked.
  ['single flight', ['shared/platform/async/single-flight.ts', 'tools/messaging/support/sending/reads.ts'], /new Map<[^>]*Promise</],
  // The second one counts ticks of its process, not time: a stall of the process is not the sender's.
  ['deadlines', ['functions/answered-invocations.ts', 'shared/platform/async/deadline.ts'], /Promise\.race|AbortSignal\.timeout\(/],
  ['bounded concurrency', ['shared/platform/async/concurrently.ts'], /Array\.from\(\{ length: Math\.min/],
  ['names of internal hosts', ['shared/platform/net/public-host.ts'], /localhost\|[a-z]+\||\|localdomain|\|onion\b/],
  ['ranges of addresses, which are public', ['shared/platform/net/public-address.ts'], /\.range\(\)|parseCIDR|168\.63\.129/],
  [
    'hidden characters',
    ['shared/platform/text/visible-text.ts'],
    /\\u\{?(?:200[bcdef]|202[a-e]|206[0-9]|fe0f|e00[0-7][0-9a-f]|115f|3164)|\\p\{(?:Cf|Default_Ignorable)/i,
  ],
  ['names of secrets', ['shared/platform/json/hidden-secrets.ts'], /\b(?:password|passphrase|api_\??key)\|/],
  // The others never leave the guard, and the room of secrets.
  [
    'the base of all errors',
    ['shared/guard/ledger/line.ts', 'shared/platform/errors/app-error.ts', 'shared/platform/secrets/sources.ts'],
    /extends Error\b/,
  ],
  ['errors that nobody foresaw', ['shared/platform/http/error-answers.ts', 'shared/platform/http/pipeline.ts'], /new InternalError\(/],
  ['CORS', ['shared/platform/http/origin.ts'], /access-control-allow-/],
  ['security headers', ['shared/platform/http/security-headers.ts'], /nosniff|strict-transport-security/],
  ['rate limits by address', ['shared/platform/http/rate-limit-by-address.ts'], /x-forwarded-for/],
  ['separators of telephone numbers', ['shared/platform/text/without-separators.ts'], /\\p\{Pd\}|\\u2010-\\u2015|\[\\s\+?\(\)\.-\]/],
  // In the second one it is a word that people search for.
  ['emergency numbers', ['shared/mcp/tool/service-number.ts', 'shared/telnyx/operations/search/synonyms.ts'], /\b911\b|\b112\b/],
] as const;

test.each(RULES)('D49: %s: in one place', (_what, places, second) => {
  const found = sources.filter((file) => second.test(codeOf(file)));
  expect(found.sort()).toEqual([...places].sort());
});

test('D45, D46, D47, D48: every user goes to the one place', () => {
  const users = (name: string) => sources.filter((file) => new RegExp(`\\b${name}\\(`).test(codeOf(file)));
  expect(users('isPublicHost')).toEqual(
    expect.arrayContaining(['shared/platform/net/public-url.ts', 'shared/identity/oauth/clients/fetch-document.ts']),
  );
  expect(users('isPublicUrl')).toEqual(
    expect.arrayContaining(['shared/mcp/tool/argument-types.ts', 'shared/telnyx/operations/called-urls.ts']),
  );
  expect(users('isPublicAddress')).toEqual(expect.arrayContaining(['shared/platform/net/public-host.ts']));
  expect(codeOf('shared/identity/oauth/clients/fetch-document.ts')).toContain('every(isPublicAddress)');
  expect(users('visibleText')).toEqual(
    expect.arrayContaining([
      'shared/mcp/tool/result.ts',
      'shared/platform/text/one-line.ts',
      'shared/identity/oauth/clients/client-metadata.ts',
      'shared/mcp/tool/argument-types.ts',
    ]),
  );
  expect(users('canonicalSender')).toEqual(expect.arrayContaining(['shared/guard/parties.ts']));
  expect(users('oneLine')).toEqual(expect.arrayContaining(['shared/mcp/tool/error-words.ts', 'shared/telnyx/rest/error-body.ts']));
  expect(users('withoutSecrets')).toEqual(expect.arrayContaining(['shared/mcp/tool/result.ts']));
  expect(users('isServiceNumber')).toEqual(
    expect.arrayContaining([
      'shared/mcp/tool/phone-number.ts',
      'shared/mcp/tool/call-destination.ts',
      'tools/ai-assistants/support/service-numbers.ts',
    ]),
  );
});

test('doors hold no logic: they only export', () => {
  const doors = sources.filter((file) => file.startsWith('shared/') && file.endsWith('/index.ts'));
  expect(doors.length).toBeGreaterThan(20);
  const exportsOnly = /^(?:\s*export (?:type )?(?:\*(?: as \w+)?|\{[^}]*\}) from '[^']+';)*\s*$/;
  expect(doors.filter((file) => !exportsOnly.test(codeOf(file)))).toEqual([]);
});
