import { inputRequired, type InputRequest, type InputRequiredResult } from '@modelcontextprotocol/server';
import type { GuardedCall, OpenQuestion } from '../../guard/index.ts';
import type { Sealer } from '../../identity/index.ts';
import { QUESTION } from './answers.ts';
import type { ClientSide } from './client-side.ts';
import { formText } from './form-text.ts';
import { CHOICES, sealState, type AskedClient, type Choice } from './state.ts';

const TITLES: Readonly<Record<Choice, string>> = {
  once: 'Yes, once',
  hour: 'Yes, and allow this number for an hour',
  no: 'No',
};

interface Means {
  readonly mode: AskedClient['mode'];
  readonly choices: readonly Choice[];
  readonly request: InputRequest;
}

/**
 * Makes the question that the client shows to its person: never one that it has not declared, and never less than the level wants.
 *
 * @param again the form is shown a second time
 * @returns undefined where this client cannot be asked this way
 * @throws SecretUnavailableError
 */
export async function questionFor(
  { form, url }: ClientSide,
  { call, question, again, sealer }: { call: GuardedCall; question: OpenQuestion; again: boolean; sealer: Sealer },
): Promise<InputRequiredResult | undefined> {
  const means = (form ? byForm(question) : undefined) ?? (url ? byPage(question) : undefined);
  if (!means) return undefined;
  const asked = { mode: means.mode, nonce: question.nonce, url: question.url, choices: [...means.choices], again };
  return inputRequired({ inputRequests: { [QUESTION]: means.request }, requestState: await sealState(sealer, call, asked) });
}

function byForm(question: OpenQuestion): Means | undefined {
  const message = question.level === 'form' ? formText(question) : undefined;
  if (message === undefined) return undefined;
  const choices = CHOICES.filter((choice) => choice !== 'hour' || question.shown.mayRepeat);
  const oneOf = choices.map((choice) => ({ const: choice, title: TITLES[choice] }));
  const properties = { decision: { type: 'string' as const, title: 'Shall this be done?', oneOf } };
  return {
    mode: 'form',
    choices,
    request: inputRequired.elicit({ message, requestedSchema: { type: 'object', properties, required: ['decision'] } }),
  };
}

const byPage = ({ what, url }: OpenQuestion): Means => ({
  mode: 'url',
  choices: [],
  request: inputRequired.elicitUrl({ message: `Decide on this page: ${what}`, url }),
});
