import { describeError } from './describe-error.ts';
import type { Fields, Logger } from './logger.ts';

const MINUTE_MS = 60_000;
/** Fields that, with the event, distinguish kinds of lines. Their values are words of our own, of which there are few. */
const KIND = ['function', 'method', 'status', 'error', 'why', 'reason', 'code', 'failure', 'place'] as const;
/** More than there are kinds. Any beyond share one count. */
const MOST_KINDS = 1_000;

interface Options {
  /** Lines of one kind in a minute. */
  readonly perMinute: number;
  readonly clock?: () => number;
  /** Runs a function after some milliseconds, without keeping the process alive. */
  readonly later?: (run: () => void, ms: number) => void;
}

/** Lines of one kind in the minute that began with the first of them. */
interface Minute {
  readonly since: number;
  lines: number;
}

type Write = (event: string, fields: Fields) => void;

/**
 * Keeps strangers from filling the log. A line with a `subject` needed a login and is always written: the audit trail, tool calls, issued and
 * revoked tokens. Every other kind of line has a limit a minute; the rest are counted, and one line of the same event at the end of the minute
 * has their number as `times`.
 *
 * @param log Where the lines go.
 * @returns A logger for a whole process.
 */
export function limitLines(log: Logger, { perMinute, clock = Date.now, later = laterUnref }: Options): Logger {
  const minutes = new Map<string, Minute>();

  const write = (event: string, fields: Fields, line: Write) => {
    if (isWithin(event, fields, line)) line(event, fields);
  };

  const isWithin = (event: string, fields: Fields, line: Write): boolean => {
    const kind = kindOf(event, fields);
    if (kind === undefined) return true;
    const key = minutes.has(kind.key) || minutes.size < MOST_KINDS ? kind.key : 'others';
    const now = clock();
    const known = minutes.get(key);
    const minute = known && now - known.since < MINUTE_MS ? known : { since: now, lines: 0 };
    minutes.set(key, minute);
    minute.lines += 1;
    if (minute.lines === perMinute + 1) {
      later(() => line(event, { ...kind.fields, times: minute.lines - perMinute }), minute.since + MINUTE_MS - now);
    }
    return minute.lines <= perMinute;
  };

  return {
    info: (event, fields = {}) => write(event, fields, (name, all) => log.info(name, all)),
    warn: (event, fields = {}) => write(event, fields, (name, all) => log.warn(name, all)),
    error: (event, error, fields) => write(event, { ...describeError(error), ...fields }, (name, all) => log.error(name, error, all)),
  };
}

/** The kind of a line; undefined if it is not counted. */
function kindOf(event: string, fields: Fields): { readonly key: string; readonly fields: Fields } | undefined {
  try {
    if (fields['subject'] !== undefined) return undefined;
    const told = Object.fromEntries(KIND.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
    return { key: JSON.stringify([event, told]), fields: told };
  } catch {
    return undefined;
  }
}

function laterUnref(run: () => void, ms: number): void {
  setTimeout(run, ms).unref();
}
