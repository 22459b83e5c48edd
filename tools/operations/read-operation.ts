import { z } from 'zod';
import { defineTool } from '../../shared/mcp/tool/index.ts';
import { carriedOutBy, OPERATION } from './support/carry-out.ts';
import { Answered, holdsWords, linksOf, runOperation } from './support/run-operation.ts';

export const readOperation = defineTool({
  name: 'read_operation',
  title: 'Read by operation',
  risk: 'read',
  description: 'Carry out an operation of Telnyx that reads. find_operations has its id, describe_operation its arguments.',
  input: z.object({
    ...OPERATION,
    skip: z.int().min(0).max(1_000_000).optional(),
    part: z.string().min(1).max(300).optional().describe('Of the answer: data.0.tools'),
  }),
  exact: ['arguments'],
  rare: ['skip', 'part'],
  output: Answered,
  strangersWrote: ({ answer }) => holdsWords(answer),
  linksIn: linksOf,
  carriesOut: carriedOutBy('read_operation'),
  run: ({ skip, part }, context, carried) => runOperation(carried, context, { skip, part }),
});
