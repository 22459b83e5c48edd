import { complaintsOf, type attempted, cutText, oneLine, UpstreamClientError } from '../../../../shared/mcp/tool/index.ts';

/** What is looked at, in the order in which a person asks. */
export const CHECKS = [
  'recipient',
  'number',
  'texting',
  'profile',
  'country',
  'spend_limit',
  'campaign',
  'brand',
  'toll_free',
  'opt_out',
  'balance',
  'server',
] as const;

type Check = (typeof CHECKS)[number];

/** `unread`: Telnyx did not tell. `unsure`: it did, and that does not decide it. */
export const STATES = ['ok', 'no', 'unsure', 'unread'] as const;

type State = (typeof STATES)[number];

/** What one check came to. */
export interface Finding {
  readonly check: Check;
  readonly state: State;
  /** What was found, in a few words. */
  readonly found?: string | undefined;
  /** Why it is not `ok`, and what to do next. Of one that is `ok`: what is worth knowing all the same. */
  readonly reason?: string | undefined;
}

/** An answer of Telnyx, or why there is none. */
export type Read<Value> = Awaited<ReturnType<typeof attempted<Value>>>;

export const finding = (check: Check, state: State, found?: string, reason?: string): Finding => ({ check, state, found, reason });

const LONGEST_WORDS = 200;

/** Words of Telnyx, of a carrier or of the registry: in one line, and not at any length. */
export const quoted = (words: string | undefined): string => {
  const line = oneLine(words ?? '').trim();
  return line === '' ? '' : ` Telnyx says: "${cutText(line, LONGEST_WORDS)}"`;
};

export function unread(check: Check, error: Error): Finding {
  const said = error instanceof UpstreamClientError ? complaintsOf(error.problems) : [];
  return finding(check, 'unread', undefined, [error.message, ...said].join(' '));
}

/** Whether Telnyx says that there is no such thing. */
export const isMissing = (read: Read<unknown>): boolean =>
  'error' in read &&
  read.error instanceof UpstreamClientError &&
  (read.error.status === 404 || read.error.problems.some(({ code }) => code === '10005'));

/** The finding that a rule makes of an answer; without one, `unread`. */
export const judged = <Value>(check: Check, read: Read<Value>, rule: (value: Value) => Finding): Finding =>
  'error' in read ? unread(check, read.error) : rule(read.value);
