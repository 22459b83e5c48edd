import type { Session } from './connect.ts';
import type { ClientRow } from './rows.ts';
import { failureOf, messageOf, must, saying, sendOnce, type Step, type ClientRun } from './client-run.ts';

/** Connects on a fresh computer with the right to read alone: a token narrowed to that, or the consent page's read-only button. */
async function connectNarrow({ row, environment, connect }: ClientRun): Promise<Session> {
  environment.person.will('read_only');
  const authorization = row.login === 'token' ? `Bearer ${environment.tokens.narrow}` : undefined;
  return connect(environment.endpoint, authorization, await environment.computer());
}

interface Seen {
  /** What the client reports. */
  readonly failure: string;
  /** Answers that were 403 with insufficient_scope. */
  readonly forbidden: number;
  /** How often the person was sent to the consent page. */
  readonly asked: number;
}

/** What each client has to do about a tool beyond its scope. */
const BEHAVIOURS: Readonly<Record<ClientRow['withoutScope'], Omit<Seen, 'failure'> & { readonly words: RegExp }>> = {
  'reports the 403': { forbidden: 1, asked: 0, words: /insufficient_scope|telnyx\.send/ },
  // The list has only the tools that the token reaches, and it looks there first.
  'does not offer the tool': { forbidden: 0, asked: 0, words: /tool_not_found/ },
  'asks the person again': { forbidden: 1, asked: 1, words: /Authorization failed: access_denied/ },
};

/** Calls a tool beyond the scope of the token; a person who is asked for more declines. */
export const callWithoutScope: Step = async (run) => {
  const { row, environment } = run;
  const session = await connectNarrow(run);
  environment.person.will('deny');
  const before = environment.person.opened;
  let failure = '';
  let requests: readonly unknown[] = [];
  const wire = await environment.tap
    .during(async () => {
      requests = await environment.telnyx.during(async () => {
        failure = await failureOf(session.call('send_message', messageOf('never')));
      });
    })
    .finally(() => session.close());
  must(requests.length === 0, 'Telnyx was asked');
  const { words, ...expected } = BEHAVIOURS[row.withoutScope];
  const forbidden = wire.filter(({ status, challenge }) => status === 403 && challenge.includes('insufficient_scope')).length;
  const asked = environment.person.opened - before;
  must(
    forbidden === expected.forbidden && asked === expected.asked,
    `${forbidden} answers were 403, the person was asked ${asked} times: ${failure}`,
  );
  return saying(failure, words);
};

/** The same, but the person allows more: the call that was refused is made, once. */
export const callWithMoreScope: Step = async (run) => {
  const session = await connectNarrow(run);
  run.environment.person.will('allow');
  const before = run.environment.person.opened;
  const sent = await sendOnce(run, session).finally(() => session.close());
  must(run.environment.person.opened === before + 1, 'The person was not asked');
  return sent;
};
