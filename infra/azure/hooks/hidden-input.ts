import type { ReadStream } from 'node:tty';
import { HookError } from './environment.ts';

const END = ['\r', '\n', '\u0004'];
const CTRL_C = '\u0003';
const ERASE = ['\b', '\u007f'];

/**
 * Reads a line without showing it.
 * @throws HookError after Ctrl+C
 */
export function askHidden(terminal: ReadStream, question: string): Promise<string> {
  // Before the question, so that nothing typed after it is shown.
  terminal.setRawMode(true);
  process.stderr.write(question);
  terminal.setEncoding('utf8');
  return new Promise((resolve, reject) => {
    let line = '';
    const finish = (settle: () => void) => {
      terminal.off('data', read);
      terminal.setRawMode(false);
      terminal.pause();
      process.stderr.write('\n');
      settle();
    };
    const read = (chunk: string) => {
      for (const character of chunk) {
        if (character === CTRL_C) {
          finish(() => {
            reject(new HookError('Cancelled.'));
          });
          return;
        }
        if (END.includes(character)) {
          finish(() => {
            resolve(line);
          });
          return;
        }
        line = ERASE.includes(character) ? line.slice(0, -1) : line + character;
      }
    };
    terminal.on('data', read);
    terminal.resume();
  });
}
