import { z } from 'zod';
import type { GuardedCall } from '../../guard/index.ts';
import type { Sealer } from '../../identity/index.ts';

export const CHOICES = ['once', 'hour', 'no'] as const;
export type Choice = (typeof CHOICES)[number];

/** As long as a person may take to decide. */
const SECONDS = 15 * 60;

const AskedClient = z.object({
  mode: z.enum(['form', 'url']),
  /** Of the question. It belongs to these very arguments, and to one answer: the guard knows it no more once the call has gone. */
  nonce: z.string(),
  /** Of the page where the person can still decide. */
  url: z.string(),
  /** What the form offered. */
  choices: z.array(z.enum(CHOICES)),
  /** The form was shown a second time, because its answer could not be read. */
  again: z.boolean(),
});

/** What a client was asked, as it comes back sealed with the answer: nobody can answer what was not asked. */
export type AskedClient = z.output<typeof AskedClient>;

const State = z.object({ asked: AskedClient, caller: z.array(z.string()) });

const callerOf = ({ principal: { subject, grantId, clientId }, tool }: GuardedCall) => [subject, grantId, clientId, tool.name];

/** @throws SecretUnavailableError */
export const sealState = (sealer: Sealer, call: GuardedCall, asked: AskedClient): Promise<string> =>
  sealer.seal({ asked, caller: callerOf(call) }, SECONDS);

/**
 * @returns what the client was asked; undefined for a state that is missing, forged or expired, or of another person, grant, client or tool
 * @throws SecretUnavailableError
 */
export async function openState(sealer: Sealer, call: GuardedCall, state: string | undefined): Promise<AskedClient | undefined> {
  const opened = state === undefined ? undefined : await sealer.open(state, State);
  const caller = callerOf(call);
  return opened && caller.every((each, at) => each === opened.caller[at]) ? opened.asked : undefined;
}
