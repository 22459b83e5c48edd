import { z } from 'zod';
import type { ClientSide } from './client-side.ts';
import type { AskedClient, Choice } from './state.ts';

/** The key of our question: there is one at a time. */
export const QUESTION = 'approval';

const Response = z.object({ action: z.enum(['accept', 'decline', 'cancel']), content: z.unknown().optional() });
const Content = z.object({ decision: z.string() });

/**
 * `opened`: the person was sent to the page, and nobody has decided yet. `unclear`: a form came back with something that it did not offer.
 */
export type Answer = Choice | 'opened' | 'unclear';

/** Reads what a client answered to the question that it was asked. */
export function answerTo({ mode, choices }: AskedClient, responses: ClientSide['responses']): Answer {
  const { data: response } = Response.safeParse(responses[QUESTION]);
  if (response?.action === 'decline' || response?.action === 'cancel') return 'no';
  if (mode === 'url') return 'opened';
  const { data: content } = Content.safeParse(response?.content);
  return choices.find((choice) => choice === content?.decision) ?? 'unclear';
}
