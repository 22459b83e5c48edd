import { expect } from '@jest/globals';
import { call } from './mcp.ts';
import type { RunningApp } from './running-app.ts';
import { telnyxKnobs, type Fault, type TelnyxRequest } from './telnyx-knobs.ts';

export type SeenCall = Awaited<ReturnType<typeof call>> & {
  /** What Telnyx saw of the call. */
  readonly requests: readonly TelnyxRequest[];
};

/** Calls a tool, after a fault was queued where one is given. Out: its answer with what Telnyx saw of it. */
export async function seenCall(app: RunningApp, token: string, name: string, args: object, fault?: Fault): Promise<SeenCall> {
  const knobs = telnyxKnobs(app);
  if (fault !== undefined) await knobs.fault(fault);
  let answer: Awaited<ReturnType<typeof call>> | undefined;
  const requests = await knobs.during(async () => {
    answer = await call(app, token, name, args);
  });
  if (!answer) throw new Error(`${name} gave no answer`);
  return { ...answer, requests };
}

/** An input error: said so, and nothing sent. Out: its text. */
export async function expectInputError(app: RunningApp, token: string, name: string, args: object, words = /./): Promise<string> {
  const { isError, text, requests } = await seenCall(app, token, name, args);
  expect(text).toMatch(/Nothing was done\. Correct the arguments/);
  expect(text).toMatch(words);
  expect({ isError, requests }).toEqual({ isError: true, requests: [] });
  return text;
}
