import { z } from 'zod';
import { defineTool } from '../../shared/mcp/tool/index.ts';
import { carriedOutBy, OPERATION } from './support/carry-out.ts';
import { Answered, holdsWords, linksOf, LOOK_FIRST, runOperation } from './support/run-operation.ts';

export const deleteOperation = defineTool({
  name: 'delete_operation',
  title: 'Delete or end something by operation',
  risk: 'destructive',
  guard: { counts: 'changes' },
  description: 'Carry out an operation of Telnyx that deletes or ends something.',
  input: z.object(OPERATION),
  exact: ['arguments'],
  output: Answered,
  howToCheck: LOOK_FIRST,
  strangersWrote: ({ answer }) => holdsWords(answer),
  linksIn: linksOf,
  carriesOut: carriedOutBy('delete_operation'),
  run: (_input, context, carried) => runOperation(carried, context),
});
