import { z } from 'zod';
import { NotFound } from '../errors.ts';
import type { Simulator } from '../simulator.ts';
import { answerAs, callAs, declineAs, hangUpAs, press, replyAs } from '../state/outside.ts';
import { MAX_TEXT } from './phone-view.ts';
import { spaced } from './shown-text.ts';

const Reply = z.object({ text: z.string().default(''), quick: z.string().optional() });
const CallId = z.object({ call: z.string() });
const Keys = CallId.extend({ digits: z.string().regex(/^[\dA-D*#]{1,32}$/) });

/** What a person cannot do, in words for them. */
export class Refused extends Error {}

/** A form of an open phone: who acts, on which line, and what its fields say. */
interface Act {
  readonly from: string;
  readonly to: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** @throws Refused where `act` finds nobody, in these words */
function orRefuse(act: () => unknown, words: string): void {
  try {
    act();
  } catch (error) {
    if (error instanceof NotFound) throw new Refused(words);
    throw error;
  }
}

export type Action = (simulator: Simulator, act: Act) => void;

const onCall =
  (act: typeof answerAs, words: string): Action =>
  (simulator, { fields }) => {
    orRefuse(() => act(simulator, { callControlId: CallId.parse(fields).call }), words);
  };

/** Every form of an open phone, by the last part of its address. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  reply: (simulator, { from, to, fields }) => {
    const { text: typed, quick } = Reply.parse(fields);
    const text = quick ?? typed;
    if (text.trim() === '') throw new Refused('Nothing was sent: the text is empty.');
    if (text.length > MAX_TEXT) throw new Refused(`Nothing was sent: the text is longer than ${MAX_TEXT} characters.`);
    orRefuse(() => replyAs(simulator, { from, to, text }), `No messaging profile handles ${spaced(to)}, so nobody would hear it.`);
  },
  call: (simulator, { from, to }) => {
    const words = `No active call control application handles ${spaced(to)}, so nobody would hear it ring.`;
    orRefuse(() => callAs(simulator, { from, to }), words);
  },
  answer: onCall(answerAs, 'This call does not ring any more.'),
  decline: onCall(declineAs, 'This call does not ring any more.'),
  'hang-up': onCall(hangUpAs, 'This call has ended already.'),
  press: (simulator, { fields }) => {
    const { call: callControlId, digits } = Keys.parse(fields);
    orRefuse(() => press(simulator, { callControlId, digits }), 'Nobody is on this call any more.');
  },
};
