import { z } from 'zod';
import { defineTool } from '../../shared/mcp/tool/index.ts';
import { carriedOutBy, OPERATION } from './support/carry-out.ts';
import { Answered, holdsWords, linksOf, LOOK_FIRST, runOperation } from './support/run-operation.ts';

export const sendOperation = defineTool({
  name: 'send_operation',
  title: 'Reach a person by operation',
  risk: 'outbound',
  parties: { nobody: 'The operation tells whom it reaches.' },
  guard: { counts: 'messages', keyed: true },
  description: 'Carry out an operation of Telnyx that reaches, joins, records or streams people.',
  input: z.object(OPERATION),
  exact: ['arguments'],
  output: Answered,
  howToCheck: LOOK_FIRST,
  strangersWrote: ({ answer }) => holdsWords(answer),
  linksIn: linksOf,
  carriesOut: carriedOutBy('send_operation'),
  run: (_input, context, carried) => runOperation(carried, context),
});
