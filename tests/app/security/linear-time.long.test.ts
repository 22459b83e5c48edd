import { globSync, readFileSync } from 'node:fs';
import vm from 'node:vm';
import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { cleanName } from '../../../shared/identity/oauth/clients/client-metadata.ts';
import { parseDocumentUrl } from '../../../shared/identity/oauth/clients/fetch-document.ts';
import { isRedirectUri } from '../../../shared/identity/oauth/clients/redirect-uri.ts';
import { shownName } from '../../../shared/identity/oauth/authorize/requesting-client.ts';
import { createAddressLimit } from '../../../shared/platform/http/index.ts';
import { createLogger } from '../../../shared/platform/log/index.ts';
import { callerOf } from '../../../shared/mcp/caller.ts';
import { readEnvelope } from '../../../shared/mcp/read.ts';
import { readSelection } from '../../../shared/mcp/selection.ts';
import { readProblems } from '../../../shared/telnyx/rest/error-body.ts';
import { parseJson } from '../../../shared/telnyx/rest/json.ts';
import { parseTraceparent } from '../../../shared/platform/telemetry/trace-context.ts';
import { visibleText } from '../../../shared/platform/text/index.ts';
import { partiesOf } from '../../../shared/guard/index.ts';
import { readEvent } from '../../../shared/inbox/event/index.ts';
import { readBodyOf } from '../../../shared/inbox/receive/body.ts';
import { field, MessageRecipient, MessageSender, PhoneNumber, PublicUrl } from '../../../shared/mcp/tool/index.ts';

const LENGTH = 100_000;

interface Literal {
  readonly where: string;
  readonly pattern: RegExp;
}

/** Every regular expression literal of the app. */
function literalsIn(path: string): Literal[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const found: Literal[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isRegularExpressionLiteral(node)) {
      const [, body = '', flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(node.text) ?? [];
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ where: `${path}:${line + 1} ${node.text}`, pattern: new RegExp(body, flags) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const LITERALS = globSync('{functions,shared,tools}/**/*.ts').sort().flatMap(literalsIn);

/** What repeats in texts that make an expression begin again and again. */
const COMMON = [
  'a',
  'A',
  '0',
  ' ',
  '\n',
  '-',
  '.',
  ',',
  '/',
  ':',
  ';',
  '=',
  '"',
  '<',
  '>',
  '{',
  '}',
  '[',
  '+',
  '*',
  '@',
  '%',
  '_',
  '\u200b',
  'é',
  '😀',
];

/** Words and signs of the expression itself: they let a match begin, and not end. */
function fragmentsOf({ source }: RegExp): string[] {
  const plain = source.replace(/\\u\{?([0-9a-f]{2,6})\}?/gi, (_all, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
  const literal = plain
    .replace(/\\[dw]/g, '0')
    .replace(/\\s/g, ' ')
    .replace(/\\[bB]/g, '')
    .replace(/\\/g, '');
  const words = literal.match(/[\p{L}\p{N}:_ -]{2,}|[^\p{L}\p{N}()|^$?*+]{1,4}/gu) ?? [];
  return [...new Set(words)].slice(0, 8);
}

function* textsFor(pattern: RegExp, length: number): Generator<string> {
  const own = fragmentsOf(pattern);
  const parts = [...own, ...COMMON, ...own.flatMap((one) => ['-', 'a', ...own].map((other) => one + other))];
  for (const part of new Set(parts)) {
    const repeated = part.repeat(Math.ceil(length / part.length)).slice(0, length);
    yield repeated;
    yield `${repeated}\u0000`;
  }
}

const runs = (pattern: RegExp) => (text: string) => (pattern.global ? text.replace(pattern, '').length : Number(pattern.test(text)));

/** @returns milliseconds of CPU time: what else runs on the machine does not count. */
function timeOf(work: (text: string) => unknown, text: string): number {
  const before = process.cpuUsage();
  work(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const BOUND_MS = 5_000;
const BOUNDED = new vm.Script('work()');
const PLACE: { work?: () => void } = vm.createContext({});

/** @returns whether the work came to an end. An exponential expression would not: it is stopped, and the test can say so. */
function ends(work: () => void): boolean {
  PLACE.work = work;
  try {
    BOUNDED.runInContext(PLACE, { timeout: BOUND_MS });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false;
    throw error;
  }
}

/** A pass with a replacement for every character: as slow as anything linear has to be. */
const linear = (text: string) => text.replace(/[^]/gu, '').length;
const A_PASS_MS = Math.min(...Array.from({ length: 5 }, () => timeOf(linear, 'ab'.repeat(LENGTH / 2))));

/** Longer than so many linear passes of the longest text, and more than three times as long for twice the length: not linear. */
const SLOW_MS = 40 * A_PASS_MS;
/** An entrance does many passes, and gets more memory for a longer text: that is a step, and no growth. */
const SLOW_ENTRANCE_MS = 4 * SLOW_MS;
const GROWTH = 3;
const TRIES = 3;

/** Short ones first: an expression that is worse than linear takes far longer for a long one. */
const LENGTHS = [24, 1_000, LENGTH / 8, LENGTH / 4, LENGTH / 2, LENGTH];

/** @returns what the text is made of for which the work is not linear; undefined where there is none. */
function slowText(pattern: RegExp, work: (text: string) => unknown = runs(pattern), slowMs = SLOW_MS): string | undefined {
  const least = (text: string) => Math.min(...Array.from({ length: TRIES }, () => timeOf(work, text)));
  for (const text of textsFor(pattern, LENGTH)) {
    let slow: number | undefined;
    const comesToAnEnd = () => ends(() => void (slow = LENGTHS.find((length) => timeOf(work, text.slice(-length)) > slowMs)));
    // Twice, because a machine may stand still for a while.
    if (!comesToAnEnd() && !comesToAnEnd()) return JSON.stringify(text.slice(0, 20));
    if (slow === undefined) continue;
    // Over two doublings, because memory that has to be tidied up can make one of them look steep, and twice, because a busy machine may be slow once.
    const grows = (length: number) => {
      const whole = least(text.slice(-length));
      return whole > GROWTH * least(text.slice(-length / 2)) && whole > GROWTH ** 2 * least(text.slice(-length / 4));
    };
    if (grows(slow) && grows(slow)) return JSON.stringify(text.slice(0, 20));
  }
  return undefined;
}

/** What else runs on the machine can hide that something grows: a few looks find it. */
const isSeen = (pattern: RegExp) => Array.from({ length: 4 }).some(() => slowText(pattern) !== undefined);

test('D7: the test sees what is not linear', () => {
  for (const pattern of [/\{\{.*\}\}/s, /\beyJ[\w-]+\.[\w-]+/, /\/+$/, /^([a-z]+)*$/]) {
    expect({ pattern, seen: isSeen(pattern) }).toEqual({ pattern, seen: true });
  }
  expect(slowText(/^[a-z]+$/)).toBeUndefined();
}, 120_000);

test('D7: what would never come to an end is stopped and seen, however fast the machine is', () => {
  const endless = /^([a-z]+)*$/;
  expect(slowText(endless, runs(endless), Number.MAX_VALUE)).toBeDefined();
}, 120_000);

test('D7: every regular expression takes linear time for hostile texts of 100,000 characters', () => {
  expect(LITERALS.length).toBeGreaterThan(50);
  const slow = LITERALS.flatMap(({ where, pattern }) => {
    const text = slowText(pattern);
    return text === undefined ? [] : [`${where} takes more than linear time for ${text}`];
  });
  expect(slow).toEqual([]);
}, 300_000);

/** What refuses by throwing has come to an end as well. */
const attempt = (work: () => unknown) => {
  try {
    return work();
  } catch {
    return undefined;
  }
};

/** Where outside text goes first. */
const ENTRANCES: readonly (readonly [name: string, enter: (text: string) => unknown])[] = [
  ['an answer of Telnyx, cleaned', visibleText],
  ['an error of Telnyx', (text) => readProblems(text)],
  ['an error of the storage', (text) => readProblems(`<Error>${text}`)],
  ['JSON of Telnyx', (text) => parseJson(JSON.stringify({ a: text }))],
  ['a message', (text) => readEnvelope(text)],
  ['a text in a message', (text) => readEnvelope(JSON.stringify({ jsonrpc: '2.0', method: text }))],
  ['the name of an MCP client', (text) => callerOf({ params: { clientInfo: { name: text } } })],
  ['a trace', parseTraceparent],
  ['a query', (text) => readSelection(new URLSearchParams(text))],
  ['a name in a query', (text) => readSelection(new URLSearchParams([[text, 'true']]))],
  ['a header of the front end', (text) => createAddressLimit({ perMinute: 1, hops: 1 })(withForwarded(text.replace(/[^\x20-\x7e]/g, '')))],
  ['the name of an OAuth client', (text) => cleanName(text, 'x')],
  ['that name on a page', shownName],
  ['a redirect URI', (text) => isRedirectUri(text, 'registration', 'https://app.example.com')],
  ['the URL of a metadata document', (text) => parseDocumentUrl(`https://${text}`, 'app.example.com')],
  ['a telephone number', (text) => PhoneNumber.safeParse(text)],
  ['a recipient', (text) => MessageRecipient.safeParse(text)],
  ['a sender', (text) => MessageSender.safeParse(text)],
  ['a URL', (text) => PublicUrl.safeParse(`https://${text}`)],
  ['a time', (text) => field.Timestamp.safeParse(text)],
  ['an amount', (text) => field.DecimalUsd.safeParse(text)],
  ['a line of the log', (text) => createLogger(() => undefined).info('event', { text })],
  ['a party', (text) => partiesOf({ to: 'to' }, { to: text })],
  ['a webhook that is no JSON', (text) => taken(text, 'application/x-www-form-urlencoded')],
  ['a text in a webhook', (text) => taken(JSON.stringify({ data: { event_type: 'message.received', payload: { text, from: text } } }))],
  ['a name in a webhook', (text) => taken(JSON.stringify({ data: { event_type: text, id: text, occurred_at: text } }))],
];

const taken = (text: string, contentType: string | null = null) => readEvent(readBodyOf(Buffer.from(text), contentType));

const withForwarded = (value: string) => new Request('http://localhost/', { headers: { 'x-forwarded-for': value } });

/** Signs of all that is looked for in texts. */
const SIGNS = /sip: https:\/\/ Bearer +12 <Code> &a= "a": x@ eyJ/;

test.each(ENTRANCES)(
  'D7: %s of 100,000 hostile characters takes linear time',
  (_what, enter) => {
    // Once more, before anything is said: a busy machine may make a look steep.
    const look = () => slowText(SIGNS, (text) => attempt(() => enter(text)), SLOW_ENTRANCE_MS);
    expect(look() && look()).toBeUndefined();
  },
  120_000,
);
