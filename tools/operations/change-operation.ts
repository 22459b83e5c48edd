import { z } from 'zod';
import { defineTool } from '../../shared/mcp/tool/index.ts';
import { carriedOutBy, OPERATION } from './support/carry-out.ts';
import { Answered, holdsWords, linksOf, LOOK_FIRST, runOperation } from './support/run-operation.ts';

export const changeOperation = defineTool({
  name: 'change_operation',
  title: 'Change something by operation',
  risk: 'write',
  raises: { risk: 'destructive', by: {} },
  guard: { counts: 'changes' },
  description: 'Carry out an operation of Telnyx that adds something or overwrites settings.',
  input: z.object(OPERATION),
  exact: ['arguments'],
  output: Answered,
  howToCheck: LOOK_FIRST,
  strangersWrote: ({ answer }) => holdsWords(answer),
  linksIn: linksOf,
  carriesOut: carriedOutBy('change_operation'),
  run: (_input, context, carried) => runOperation(carried, context),
});
