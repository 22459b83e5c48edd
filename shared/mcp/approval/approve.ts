import type { InputRequiredResult } from '@modelcontextprotocol/server';
import { KEYS_DOWN, NOTHING, type Guard, type GuardedCall, type Outcome, type Presence } from '../../guard/index.ts';
import type { Sealer } from '../../identity/index.ts';
import { SecretUnavailableError } from '../../platform/index.ts';
import { resultOf, type ToolResult } from '../tool/index.ts';
import { answerTo, type Answer } from './answers.ts';
import type { questionFor } from './asking.ts';
import type { ClientSide } from './client-side.ts';
import { needsApproval } from './needs-approval.ts';
import { openState, type AskedClient } from './state.ts';

/** What comes of a call before it runs, the question to the person included. */
type Approved =
  | Exclude<Outcome, { kind: 'ask' }>
  /** The call waits for a person: what its client gets. */
  | { readonly kind: 'waits'; readonly result: ToolResult }
  | { readonly kind: 'input_required'; readonly result: InputRequiredResult };

interface Asking {
  readonly guard: Guard;
  readonly sealer: Sealer;
  readonly presence: Presence;
  /** Undefined: it belongs to an era whose clients cannot be asked within a call. */
  readonly client: ClientSide | undefined;
}

/**
 * Lets the guard decide about a call. Where a person has to agree, asks through the client if it can be asked, else by a result with a link; and
 * takes the answer that came with the call.
 *
 * @throws errors of Telnyx, as {@link Guard.before} does
 */
export async function approve(call: GuardedCall, asking: Asking): Promise<Approved> {
  try {
    return await decide(call, asking);
  } catch (error) {
    if (error instanceof SecretUnavailableError) return { kind: 'refuse', refusal: KEYS_DOWN };
    throw error;
  }
}

async function decide(call: GuardedCall, { guard, sealer, presence, client }: Asking): Promise<Approved> {
  const asked = client && (await openState(sealer, call, client.state));
  const answer = asked && answerTo(asked, client.responses);
  if (asked && (answer === 'no' || (answer === 'unclear' && asked.again))) return notConfirmed(call, asked);
  const outcome = await guard.before(call, withAnswer(presence, asked, answer));
  if (outcome.kind !== 'ask') return outcome;
  const { question } = outcome;
  // A person is not asked twice about the same, but for a form whose answer could not be read.
  const again = answer === 'unclear' && question.nonce === asked?.nonce;
  const required = client && (question.isNew || again) ? await ask(client, { call, question, again, sealer }) : undefined;
  return required ? { kind: 'input_required', result: required } : { kind: 'waits', result: resultOf(needsApproval(question, call.tool)) };
}

/** Whoever can be asked came by the SDK that writes the question: a start of the app loads neither. */
const ask: typeof questionFor = async (...args) => (await import('./asking.ts')).questionFor(...args);

/** Nobody waits for the page while the form still has to be answered. */
const NOT_WAITING = AbortSignal.abort();

function withAnswer(presence: Presence, asked: AskedClient | undefined, answer: Answer | undefined): Presence {
  if (!asked || answer === undefined) return presence;
  if (answer === 'unclear') return { ...presence, signal: NOT_WAITING };
  const isYes = answer === 'once' || answer === 'hour';
  return isYes ? { ...presence, confirmed: { nonce: asked.nonce, forAnHour: answer === 'hour' } } : presence;
}

/** Clients also say no by themselves, where nobody is there: the page stays open. */
const notConfirmed = ({ tool }: GuardedCall, { url }: AskedClient): Approved => ({
  kind: 'refuse',
  refusal: { code: 'not_confirmed', text: `Not confirmed. ${NOTHING[tool.rules.counts]}. The person can still decide at ${url}.` },
});
