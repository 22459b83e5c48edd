/** Writes the app's log: warnings and errors to stderr, the rest to stdout, one line each. */
import type { LogCategory, LogLevel } from './core-types.ts';

export type WriteLog = (level: LogLevel, category: LogCategory, message: string) => void;

const TO_STDERR: ReadonlySet<LogLevel> = new Set(['warning', 'error', 'critical']);
/** The library's own log lines of these levels are left out. */
const INTERNAL_LEVELS: ReadonlySet<LogLevel> = new Set(['trace', 'debug', 'none']);

/** Prefixes lines that are not the app's with their category. A line break becomes `\n`, so that no message can forge a second line. */
export const writeLog: WriteLog = (level, category, message) => {
  if (category !== 'user' && INTERNAL_LEVELS.has(level)) return;
  const line = message.replaceAll('\r', '').replaceAll('\n', '\\n');
  const stream = TO_STDERR.has(level) ? process.stderr : process.stdout;
  stream.write(category === 'user' ? `${line}\n` : `[${category}] ${line}\n`);
};

/** Writes the error of an invocation with its stack. The client never sees it. */
export function writeError(functionName: string, error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`Function "${functionName}" failed: ${detail}\n`);
}
