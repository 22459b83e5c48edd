/** Where the app's log lines go: warnings and worse to stderr, all else to stdout, one line each. */
import type { LogCategory, LogLevel } from './core-types.ts';

export type WriteLog = (level: LogLevel, category: LogCategory, message: string) => void;

const TO_STDERR: ReadonlySet<LogLevel> = new Set(['warning', 'error', 'critical']);
/** What the library tells its worker about itself is of no use to the app's author. */
const CHATTER: ReadonlySet<LogLevel> = new Set(['trace', 'debug', 'none']);

/** User lines are written as they are; system lines are marked. A line break inside a message is written as `\n`, so that no message can forge a second line. */
export const writeLog: WriteLog = (level, category, message) => {
  if (category !== 'user' && CHATTER.has(level)) return;
  const line = message.replaceAll('\r', '').replaceAll('\n', '\\n');
  const stream = TO_STDERR.has(level) ? process.stderr : process.stdout;
  stream.write(category === 'user' ? `${line}\n` : `[${category}] ${line}\n`);
};

/** A failed invocation, with its stack: for whoever runs the host, never for the client. */
export function writeFailure(functionName: string, error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`Function "${functionName}" failed: ${detail}\n`);
}
