import { mask } from './mask.ts';

type Level = 'info' | 'warn' | 'error';

/** Where finished lines go. In Azure: the Functions log of the invocation; elsewhere: the console. */
export type LogSink = (level: Level, line: string) => void;

/** Facts of one event: ids, names, counts, milliseconds. Never tokens, keys, bodies or texts. */
export type Fields = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export interface Logger {
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  /** Of an unknown error only its class, code and place in the code are written: its message may hold anything. */
  error(event: string, error: unknown, fields?: Fields): void;
}

/** One line of JSON an event; whatever looks like a token, a key or a telephone number is masked on its way out. */
export function createLogger(sink: LogSink, clock: () => number = Date.now): Logger {
  const write = (level: Level, event: string, fields: Fields) =>
    sink(level, onOneLine(mask(JSON.stringify({ time: new Date(clock()).toISOString(), level, event, ...fields }))));
  return {
    info: (event, fields = {}) => write('info', event, fields),
    warn: (event, fields = {}) => write('warn', event, fields),
    error: (event, error, fields = {}) => write('error', event, { ...describeError(error), ...fields }),
  };
}

/** JSON may hold these as they are, but whoever reads lines may take them for the end of one. */
const onOneLine = (json: string) => json.replace(/[\u0085\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`);

function describeError(error: unknown): Fields {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code, failure } = error as { code?: unknown; failure?: unknown };
  const place = error.stack
    ?.split('\n')
    .find((line) => line.trimStart().startsWith('at '))
    ?.trim();
  return {
    error: error.name,
    ...(typeof code === 'string' && { code }),
    ...(typeof failure === 'string' && { failure }),
    ...(place !== undefined && { place }),
  };
}
