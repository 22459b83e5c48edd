import { cutText } from '../text/index.ts';
import { describeError } from './describe-error.ts';
import { mask } from './mask.ts';

type Level = 'info' | 'warn' | 'error';

/** Where finished lines go. In Azure: the Functions log of the invocation; elsewhere: the console. */
export type LogSink = (level: Level, line: string) => void;

/** Ids, names, counts, milliseconds. Never tokens, keys, bodies or texts. */
export type Fields = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Methods never throw, whatever they are given. */
export interface Logger {
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  /** Writes the class, code and place of an unknown error. Its message may hold anything and is left out. */
  error(event: string, error: unknown, fields?: Fields): void;
}

const LONGEST_TEXT = 1_000;
const LONGEST_LIST = 100;
/** Application Insights cuts a message at 32 KiB, and a cut line is not JSON. */
const LONGEST_LINE = 16 * 1024;

/** Writes one line of JSON for each event. Whatever looks like a token, a key or a telephone number is masked. */
export function createLogger(sink: LogSink, clock: () => number = Date.now): Logger {
  const write = (level: Level, event: string, fields: () => Fields) => {
    try {
      sink(level, lineOf(clock(), level, event, fields()));
    } catch {
      // Callers are often handling an error already: logging must not add another.
    }
  };
  return {
    info: (event, fields) => write('info', event, () => fields ?? {}),
    warn: (event, fields) => write('warn', event, () => fields ?? {}),
    error: (event, error, fields) => write('error', event, () => ({ ...describeError(error), ...fields })),
  };
}

function lineOf(now: number, level: Level, event: string, fields: Fields): string {
  const head = { time: new Date(now).toISOString(), level, event: readable(event) };
  const all = Object.keys(fields).map((name) => [name, valueOf(fields, name)] as const);
  const line = JSON.stringify({ ...head, ...Object.fromEntries(all) });
  return onOneLine(line.length <= LONGEST_LINE ? line : JSON.stringify({ ...head, ...Object.fromEntries(fitting(all)), cut: true }));
}

/** The fields that fit, in their order. */
function fitting(all: readonly (readonly [string, unknown])[]) {
  let room = LONGEST_LINE - 200;
  return all.filter((field) => {
    const size = JSON.stringify(field).length;
    if (size > room) return false;
    room -= size;
    return true;
  });
}

function valueOf(fields: Fields, name: string): unknown {
  try {
    return written(fields[name]);
  } catch {
    return '[unreadable]';
  }
}

/** Shows the type of values that JSON cannot hold or no field should have. */
function written(value: unknown): unknown {
  if (typeof value === 'string') return readable(value);
  if (Array.isArray(value)) return listed(value);
  if (value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  return `[${typeof value}]`;
}

function listed(values: readonly unknown[]): unknown[] {
  const shown = values.slice(0, LONGEST_LIST).map((value) => (Array.isArray(value) ? '[object]' : written(value)));
  return values.length > LONGEST_LIST ? [...shown, `(${values.length - LONGEST_LIST} more)`] : shown;
}

const readable = (text: string) => mask(text.length > LONGEST_TEXT ? `${cutText(text, LONGEST_TEXT)}…` : text);

/** JSON allows these characters unescaped, but readers of lines may take them for the end of one. */
const onOneLine = (json: string) => json.replace(/[\u0085\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`);
