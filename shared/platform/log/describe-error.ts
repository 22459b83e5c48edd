/** `at name (file:line:column)` or `at file:line:column`, of a file or of Node.js: no URL, and no words. */
const FRAME =
  /^ {4}at (?:(?:async |new |get |set |static )*[\w$.#<>]+(?: \[as [\w$]+\])? \()?(?:(?:file:\/\/)?\/|[A-Za-z]:[\\/]|node:)[^\s()?]+:\d+:\d+\)?$/;

/** What the log says of an unknown error: its class, code and place in the code. Its message may hold anything. */
export interface ErrorFacts {
  readonly error: string;
  readonly code?: string;
  readonly place?: string;
}

/**
 * @param error Whatever was thrown.
 * @returns What the log may hold. Never throws: members that cannot be read, or are not text, are left out.
 */
export function describeError(error: unknown): ErrorFacts {
  if (!isError(error)) return { error: typeof error };
  const [name, code, stack, message] = ['name', 'code', 'stack', 'message'].map((member) => textOf(error, member));
  const place = stack === undefined || message === undefined ? undefined : placeIn(stack, message);
  return {
    error: name ?? 'Error',
    ...(code !== undefined && { code }),
    ...(place !== undefined && { place }),
  };
}

function isError(value: unknown): value is Error {
  try {
    return value instanceof Error;
  } catch {
    return false;
  }
}

function textOf(error: Error, member: string): string | undefined {
  try {
    const value: unknown = Reflect.get(error, member);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The stack starts with the message, which may look like a stack: only the lines right after it are read. */
function placeIn(stack: string, message: string): string | undefined {
  const start = stack.indexOf(message);
  if (start < 0) return undefined;
  const [, ...lines] = stack.slice(start + message.length).split('\n', MOST_LINES);
  const end = lines.findIndex((line) => !line.startsWith('    at '));
  return lines
    .slice(0, end < 0 ? undefined : end)
    .find((line) => line.length <= LONGEST_LINE && FRAME.test(line))
    ?.trim();
}

const MOST_LINES = 50;
const LONGEST_LINE = 500;
