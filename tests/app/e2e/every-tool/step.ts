import { z } from 'zod';
import { turnKnob } from '../../../support/simulator.ts';

const Data = z.object({ data: z.record(z.string(), z.unknown()) });

/** What a step may use besides the tools: what tools answered before it, and the world outside. */
export interface Journey {
  /** A member of the last answer of a tool, as text: an id that a later call needs. `path` such as `data.0.id`. */
  readonly from: (tool: string, path: string) => string;
  /** The whole last answer of a tool. */
  readonly answerOf: (tool: string) => unknown;
  /** Turns a knob of the Telnyx simulator. Out: `data` of its answer, or {}. */
  readonly knob: (path: string, body: object) => Promise<Record<string, unknown>>;
}

type Args = Readonly<Record<string, unknown>>;

/** One tool call of the journey. */
export interface Step {
  readonly tool: string;
  /** Set where the same tool is called more than once. */
  readonly what?: string;
  readonly args: Args | ((journey: Journey) => Args | Promise<Args>);
  /** Members that the structured answer must have, as `toMatchObject` takes them. */
  readonly shows?: object;
  /** A progress message that must come before the answer; without it none is asked for. */
  readonly says?: string;
}

/** In: the base URL of the simulator. Out: a journey, and how to tell it an answer. */
export function startJourney(telnyx: string): Journey & { readonly answered: (tool: string, answer: unknown) => void } {
  const answers = new Map<string, unknown>();
  const answerOf = (tool: string) => answers.get(tool);
  return {
    answered: (tool, answer) => void answers.set(tool, answer),
    answerOf,
    from(tool, path) {
      const value = path
        .split('.')
        .reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined), answerOf(tool));
      if (typeof value !== 'string') throw new Error(`${tool} has not answered with a ${path}: ${JSON.stringify(answerOf(tool))}`);
      return value;
    },
    async knob(path, body) {
      return Data.safeParse(await turnKnob(telnyx, path, body)).data?.data ?? {};
    },
  };
}
