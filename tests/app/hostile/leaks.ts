import type { GuardRow } from '../../support/index.ts';

/** What no answer may hold, whoever asks: the inside of the program. */
const INTERNALS: Readonly<Record<string, RegExp>> = {
  'a stack trace': /\bat (?:async )?[\w.<>]+ \([^)]*:\d+\)|\bat (?:async )?file:\S+:\d+/,
  'a file': /node_modules|\.[cm]?[jt]s:\d+|(?<![\w./%])\/(?:home|root|work|tmp|usr|var)\//,
  'the words of an exception':
    /Cannot read propert|Cannot convert|is not (?:a function|iterable|a constructor|valid JSON)|Maximum call stack|Invalid (?:array|string) length|Unexpected (?:token|end of|identifier)|Invalid URL|URI malformed|is not defined/,
  'the name of an exception': /\b(?:Type|Range|Syntax|Reference|URI|Axios|Zod|Rest|Config|Internal|Aggregate)Error\b/,
  // "received undefined" is how the SDKs' schemas say that a member is missing.
  'a value that is none': /(?<!received )\bundefined\b|\[object \w+\]|\[native code\]|(?<!received )\bNaN\b/,
  'a code of the system': /\bE(?:CONN\w+|NOTFOUND|PIPE|AI_AGAIN|PROTO|HOSTUNREACH|TIMEDOUT)\b|socket hang up|\bERR_[A-Z_]+/,
  'a name in the vault': /mcp-signing-keys|mcp-seal-keys|telnyx-api-key/,
};

/** The script and the style of our pages: the policy of each page holds the hashes of both. */
const OWN_CODE = /<(script|style)>[\s\S]*?<\/\1>/g;

/** @throws Error: one that says what leaked. */
export function refuseLeaks(answer: string, sent: () => string, secrets: ReadonlyMap<string, string>): void {
  for (const [what, secret] of secrets) if (answer.includes(secret)) throw new Error(`The answer holds ${what}`);
  const said = answer.replace(OWN_CODE, '');
  for (const [what, pattern] of Object.entries(INTERNALS)) {
    const [found] = pattern.exec(said) ?? [];
    if (found !== undefined && !sent().includes(found)) throw new Error(`The answer holds ${what}: ${around(answer, found)}`);
  }
}

const around = (text: string, found: string) => text.slice(Math.max(0, text.indexOf(found) - 200), text.indexOf(found) + 200);

const NUMBER = /\+\d{7,}|3125550(?:100|111)/;

/**
 * G26: the rows of the guard tell whoever reads them no number, text or secret.
 *
 * @throws Error: one that says which row tells what.
 */
export function refuseReadableRows(rows: readonly GuardRow[], secrets: ReadonlyMap<string, string>): void {
  for (const { key, row } of rows) {
    // Ids that were given, made and found, and the name that a client gives itself: any word could be one.
    const { given: _given, made: _made, clientName: _name, ...rest } = row;
    const text = `${key} ${JSON.stringify(rest, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}`;
    for (const [what, secret] of secrets) if (text.includes(secret)) throw new Error(`A row of the guard holds ${what}: ${text}`);
    const [number] = NUMBER.exec(text) ?? [];
    if (number !== undefined) throw new Error(`A row of the guard holds a telephone number: ${text}`);
  }
}
