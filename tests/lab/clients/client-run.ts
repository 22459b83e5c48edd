import type { CallResult } from '../../app/e2e/clients/client-libraries.ts';
import type { Computer, Connect, Session } from './connect.ts';
import type { ClientRow } from './rows.ts';
import type { Environment } from './environment.ts';

/** One client on its way through the steps. */
export interface ClientRun {
  readonly row: ClientRow;
  readonly connect: Connect;
  readonly environment: Environment;
  readonly computer: Computer;
  /** Made by the first step. */
  session?: Session;
}

/**
 * @returns one line of what was seen.
 * @throws Error where the client or the app did something else.
 */
export type Step = (run: ClientRun) => Promise<string>;

const SENDER = '+13125550100';
const RECEIVER = '+13125550111';

/** Throws where something is not as it must be. */
export function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}

/** Gives the text back where it says what it must; throws where it does not. */
export function saying(text: string, words: RegExp): string {
  must(words.test(text), `It says something else: ${text}`);
  return text;
}

/** All text of a result. */
export const textOf = ({ content }: CallResult): string => content.map(({ text }) => text).join('\n');

/** The connection of the first step; throws where there is none. */
export function sessionOf({ session }: ClientRun): Session {
  must(session !== undefined, 'It is not connected');
  return session;
}

/** The text of the failure that a client reports: rejected, or as a result that is an error. Throws where it reports a success. */
export async function failureOf(work: Promise<CallResult | Session>): Promise<string> {
  const outcome = await work.catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  if (typeof outcome === 'string') return outcome;
  if ('close' in outcome) {
    await outcome.close();
    throw new Error('It connects');
  }
  must(outcome.isError === true, `It reports a success: ${textOf(outcome)}`);
  return textOf(outcome);
}

/** The arguments of a message with this text. */
export const messageOf = (text: string) => ({ from: SENDER, to: RECEIVER, text });

/** Sends a message. Throws unless Telnyx saw it exactly once. */
export async function sendOnce({ environment, row }: ClientRun, session: Session): Promise<string> {
  const text = `hello from ${row.id}`;
  let answer: CallResult | undefined;
  const requests = await environment.telnyx.during(async () => {
    answer = await session.call('send_message', messageOf(text));
  });
  must(answer !== undefined && answer.isError !== true, `send_message fails: ${answer ? textOf(answer) : ''}`);
  const sent = requests.filter(({ method, body }) => method === 'POST' && JSON.stringify(body).includes(text));
  must(sent.length === 1 && sent[0]?.accepted === true, `Telnyx saw ${sent.length} messages`);
  return `queued as ${String(answer.structuredContent['id'])}, seen once`;
}
