import { describeError } from './describe-error.ts';
import { mask } from './mask.ts';

type Level = 'info' | 'warn' | 'error';

/** Where finished lines go. In Azure: the Functions log of the invocation; elsewhere: the console. */
export type LogSink = (level: Level, line: string) => void;

/** Facts of one event: ids, names, counts, milliseconds. Never tokens, keys, bodies or texts. */
export type Fields = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** No method throws, whatever it is given. */
export interface Logger {
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  /** Of an unknown error only its class, code and place in the code are written: its message may hold anything. */
  error(event: string, error: unknown, fields?: Fields): void;
}

const LONGEST_TEXT = 1_000;
const LONGEST_LIST = 100;
/** Application Insights cuts a message at 32 KiB, and a cut line is no JSON. */
const LONGEST_LINE = 16 * 1024;

/** One line of JSON an event; whatever looks like a token, a key or a telephone number is masked on its way out. */
export function createLogger(sink: LogSink, clock: () => number = Date.now): Logger {
  const write = (level: Level, event: string, fields: () => Fields) => {
    try {
      sink(level, lineOf(clock(), level, event, fields()));
    } catch {
      // Whoever logs is often handling an error already: nothing is worth a second one.
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

/** What JSON cannot hold, and what no field should be, is told by its type. */
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

const readable = (text: string) => mask(text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);

/** JSON may hold these as they are, but whoever reads lines may take them for the end of one. */
const onOneLine = (json: string) => json.replace(/[\u0085\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`);
