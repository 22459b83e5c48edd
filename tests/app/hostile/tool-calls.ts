import fc from '../../support/fast-check.ts';
import { tools } from '../../../tools/index.ts';
import { CALLS } from '../contract/support/calls.ts';
import { withWrongInsides } from './mutation.ts';
import { valuesOf } from './schema-values.ts';

type Era = 'legacy' | 'modern';

/** One call of one tool. */
export interface CallCase {
  readonly tool: string;
  readonly era: Era;
  readonly args: unknown;
}

/** Arguments that a tool takes: its contract's own calls, and what its schema lets through. */
const rightArguments = ({ name, inputSchema }: (typeof tools)[number]) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...CALLS.filter(({ tool }) => tool === name).map(({ args }): unknown => args)) },
    { weight: 1, arbitrary: valuesOf(inputSchema) },
  );

/** Waiting takes a second here, however long it was meant to take. What is wrong stays wrong. */
export function withoutWaiting(tool: string, args: unknown): unknown {
  if (tool !== 'wait_for') return args;
  if (args === undefined || args === null) return { seconds: 1 };
  if (typeof args !== 'object' || Array.isArray(args)) return args;
  const { seconds } = args as { readonly seconds?: unknown };
  const saysNothing = seconds === undefined || seconds === null || seconds === '';
  const isTaken = typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 1 && seconds <= 50;
  return saysNothing || isTaken ? { ...args, seconds: 1 } : args;
}

const ofTool = (tool: (typeof tools)[number]): fc.Arbitrary<CallCase> => {
  const right = rightArguments(tool);
  const args = fc.oneof({ weight: 1, arbitrary: right }, { weight: 6, arbitrary: withWrongInsides(right, 1, 3) });
  return fc.record({
    tool: fc.constant(tool.name),
    era: fc.constantFrom<Era>('legacy', 'modern'),
    args: args.map((one) => withoutWaiting(tool.name, one)),
  });
};

/** Calls of all tools, a few right ones among those with one to three wrong insides. */
export const toolCalls: fc.Arbitrary<CallCase> = fc.oneof(...tools.map(ofTool));
