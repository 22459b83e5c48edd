import { resultOf, type AuditEntry } from '../../guard/index.ts';
import { clientWords, personWords, RESULT_WORDS } from './words.ts';

const COLUMNS = [
  'time',
  'person',
  'person_id',
  'client',
  'client_id',
  'tool',
  'risk',
  'result',
  'code',
  'asked',
  'decided_by',
  'decided_by_id',
  'targets',
  'more_targets',
  'amount',
  'usd',
  'ids',
  'request',
] as const;

type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

/**
 * A table for spreadsheets (RFC 4180), in UTF-8 with the mark that makes Excel read it so. No cell begins with what a spreadsheet would run.
 *
 * @param now milliseconds since the epoch
 * @param note a last line, where not everything is in it
 */
export function toCsv(entries: readonly AuditEntry[], names: ReadonlyMap<string, string>, now: number, note?: string): string {
  const rows = entries.map((entry) => rowOf(entry, names, now));
  const lines = [
    COLUMNS.join(','),
    ...rows.map((row) => COLUMNS.map((column) => csvCell(row[column])).join(',')),
    ...(note ? [csvCell(note)] : []),
  ];
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

function rowOf(entry: AuditEntry, names: ReadonlyMap<string, string>, now: number): Row {
  const { subject, client, decidedBy, cents } = entry;
  return {
    time: new Date(entry.at).toISOString(),
    person: personWords(subject, names),
    person_id: subject,
    client: clientWords(client, entry.clientName),
    client_id: client,
    tool: entry.tool,
    risk: entry.risk,
    result: RESULT_WORDS[resultOf(entry, now)],
    code: entry.outcome,
    asked: entry.asked,
    decided_by: decidedBy === undefined ? '' : personWords(decidedBy, names),
    decided_by_id: decidedBy ?? '',
    targets: entry.targets.join(' '),
    more_targets: String(entry.more),
    amount: String(entry.amount),
    usd: cents === undefined ? '' : (cents / 100).toFixed(2),
    ids: entry.ids.join(' '),
    request: entry.requestId,
  };
}

/** Spreadsheets run what begins so as a formula, also in its full-width form (OWASP, CSV injection). */
const RUNS = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const NEEDS_QUOTES = /[",\r\n\t;]|^\s|\s$/;

export function csvCell(text: string): string {
  const inert = RUNS.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
