import { RECORDS } from '../index.ts';
import { inOrder, type NamedStep } from './journey.ts';

/** The journey of all records: what a later step needs, an earlier one has made. */
export const STEPS: readonly NamedStep[] = inOrder(
  RECORDS.flatMap(({ tool, steps }) =>
    steps.map((step) => ({ ...step, tool: tool.name, name: step.what === undefined ? tool.name : `${tool.name}, ${step.what}` })),
  ),
);
