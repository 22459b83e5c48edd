import type { expect } from '@jest/globals';
import { z } from 'zod';
import { sendControl } from '../../support/simulator.ts';

const Data = z.object({ data: z.record(z.string(), z.unknown()) });

/** What the arguments of a step may be made of. */
interface Journey {
  /** A text in the answer of an earlier step, such as an id. `path` such as `data.0.id`. */
  readonly from: (step: string, path: string) => string;
  /** POSTs `body` to a control of the Telnyx simulator. @returns `data` of its answer, or {} */
  readonly control: (path: string, body: object) => Promise<Record<string, unknown>>;
}

type Args = Readonly<Record<string, unknown>>;

/** One tool call of the end-to-end journey. */
export interface Step {
  /** Names the step where its tool has several: `<tool>, <what>`. */
  readonly what?: string;
  /** Names of the steps that must come before. */
  readonly after?: readonly string[];
  readonly args: Args | ((journey: Journey) => Args | Promise<Args>);
  /** What the structured answer must hold, as `toMatchObject` takes it. */
  readonly shows?: object | ((matchers: typeof expect) => object);
  /** A progress message that must come before the answer; without it none is asked for. */
  readonly says?: string;
}

/** A step with its tool and its name. */
export interface NamedStep extends Step {
  readonly tool: string;
  readonly name: string;
}

/** @returns the steps in their order, but each behind those that it names in `after` */
export function inOrder(steps: readonly NamedStep[]): NamedStep[] {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const ordered = new Set<NamedStep>();
  const place = (step: NamedStep, waiting: readonly NamedStep[]) => {
    if (ordered.has(step)) return;
    if (waiting.includes(step)) throw new Error(`The step "${step.name}" comes after itself.`);
    for (const name of step.after ?? []) {
      const earlier = byName.get(name);
      if (earlier === undefined) throw new Error(`The step "${step.name}" comes after "${name}", which is no step of a record.`);
      place(earlier, [...waiting, step]);
    }
    ordered.add(step);
  };
  for (const step of steps) place(step, []);
  return [...ordered];
}

/**
 * A journey through a running app.
 * @param telnyx base URL of the simulator
 */
export function startJourney(telnyx: string): Journey & { readonly answered: (step: string, answer: unknown) => void } {
  const answers = new Map<string, unknown>();
  return {
    answered: (step, answer) => void answers.set(step, answer),
    from(step, path) {
      if (!answers.has(step)) throw new Error(`The step "${step}" has not been taken: name it in \`after\`.`);
      const value = path
        .split('.')
        .reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined), answers.get(step));
      if (typeof value !== 'string') throw new Error(`"${step}" has not answered with a ${path}: ${JSON.stringify(answers.get(step))}`);
      return value;
    },
    control: async (path, body) => Data.safeParse(await sendControl(telnyx, path, body)).data?.data ?? {},
  };
}
