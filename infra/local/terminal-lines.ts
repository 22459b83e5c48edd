/** What the terminal shows of the app's log: one short line for each request, and for each warning and error. */
import { styleText } from 'node:util';
import { z } from 'zod';
import { parseJson } from './private-file.ts';

/** The fields that may be shown: words and codes of the app's own, and ids under which the log has more. */
const SHOWN = [
  'function',
  'method',
  'tool',
  'error',
  'code',
  'reason',
  'why',
  'failure',
  'outcome',
  'secret',
  'settings',
  'step',
  'status',
  'confirm_off',
  'duplicates_off',
  'times',
  'place',
  'id',
  'request',
] as const;

const Text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const Field = z.union([Text, z.array(Text).transform((list) => list.join(', '))]).optional();
const LogRecord = z.looseObject({
  time: z.iso.datetime(),
  level: z.enum(['info', 'warn', 'error']),
  event: z.string(),
  ms: z.number().optional(),
});
const Shown = z.object(Object.fromEntries(SHOWN.map((name) => [name, Field])));

type Colour = 'green' | 'yellow' | 'red' | 'dim';

interface View {
  readonly colours: boolean;
  /** The path template of a function of the app. */
  readonly pathOf: (functionName: string) => string;
}

const WIDTH = 40;

const two = (value: number) => String(value).padStart(2, '0');

/** In the time zone of the terminal. */
function clockOf(time: string): string {
  const at = new Date(time);
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':');
}

/** Below this a status is as it should be. */
const FIRST_BAD_STATUS = 400;
const FIRST_SERVER_ERROR = 500;

function colourOfStatus(status: number): Colour {
  if (status < FIRST_BAD_STATUS) return 'green';
  return status < FIRST_SERVER_ERROR ? 'yellow' : 'red';
}

/**
 * @returns A function from a line of the host's output to the line for the terminal; undefined for one that is not shown. Lines that are not of
 * the app's log stay as they are.
 */
export function createTerminalLines({ colours, pathOf }: View): (line: string) => string | undefined {
  const paint = (colour: Colour, text: string) => (colours ? styleText(colour, text, { validateStream: false }) : text);

  const row = (time: string, what: string, outcome: string, colour: Colour, ms: number | undefined) =>
    [
      paint('dim', clockOf(time)),
      what.padEnd(WIDTH),
      paint(colour, outcome),
      ...(ms === undefined ? [] : [paint('dim', `${Math.round(ms)} ms`)]),
    ].join('  ');

  return (line) => {
    const record = line.startsWith('{') ? LogRecord.safeParse(parseJson(line)).data : undefined;
    if (record === undefined) return line;
    const { time, level, event, ms } = record;
    const fields = Shown.safeParse(record).data ?? {};
    if (event === 'tool_call') {
      const outcome = fields['outcome'] ?? '';
      return row(time, `tools/call ${fields['tool'] ?? ''}`, outcome, outcome === 'ok' ? 'green' : 'yellow', ms);
    }
    if (event === 'request' && record['times'] === undefined) {
      const status = Number(fields['status']);
      // The line of the tool call says it all.
      if (fields['tool'] !== undefined && status < FIRST_BAD_STATUS) return undefined;
      const rpc = z.string().safeParse(record['rpc']).data;
      const what = rpc ?? `${fields['method'] ?? ''} ${pathOf(fields['function'] ?? '')}`;
      return row(time, what, String(status), colourOfStatus(status), ms);
    }
    if (level === 'info') return undefined;
    const details = SHOWN.flatMap((name) => (fields[name] === undefined ? [] : [`${name}=${fields[name]}`]));
    return [paint('dim', clockOf(time)), paint(level === 'warn' ? 'yellow' : 'red', level), event, ...details].join('  ');
  };
}
