import { z } from 'zod';

const Line = z.looseObject({ event: z.string() });
export type LogLine = z.output<typeof Line>;

/**
 * The lines of an app's log that are events.
 *
 * @param from how many characters of the log to leave out
 */
export const eventsOf = (app: { log(): string }, event?: string, from = 0): LogLine[] =>
  app
    .log()
    .slice(from)
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => Line.parse(JSON.parse(line)))
    .filter((line) => event === undefined || line.event === event);
