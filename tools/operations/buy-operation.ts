import { z } from 'zod';
import { defineTool } from '../../shared/mcp/tool/index.ts';
import { carriedOutBy, OPERATION } from './support/carry-out.ts';
import { Answered, holdsWords, linksOf, LOOK_FIRST, runOperation } from './support/run-operation.ts';

export const buyOperation = defineTool({
  name: 'buy_operation',
  title: 'Buy something by operation',
  risk: 'purchase',
  parties: { nobody: 'The operation tells what is bought.' },
  guard: { counts: 'numbers', keyed: true },
  description: 'Carry out an operation of Telnyx that costs a fee, once or every month. Confirm with the person first.',
  input: z.object(OPERATION),
  exact: ['arguments'],
  output: Answered,
  howToCheck: LOOK_FIRST,
  strangersWrote: ({ answer }) => holdsWords(answer),
  linksIn: linksOf,
  carriesOut: carriedOutBy('buy_operation'),
  run: (_input, context, carried) => runOperation(carried, context),
});
