import { z } from 'zod';
import { defineTool } from '../../shared/mcp/tool/index.ts';
import { carriedOutBy, OPERATION } from './support/carry-out.ts';
import { Answered, holdsWords, linksOf, LOOK_FIRST, runOperation } from './support/run-operation.ts';

export const credentialOperation = defineTool({
  name: 'credential_operation',
  title: 'Handle a secret by operation',
  risk: 'credential',
  guard: { counts: 'changes' },
  description: 'Carry out an operation of Telnyx that makes or stores a secret, or lets somebody in. Secrets are never shown.',
  input: z.object(OPERATION),
  exact: ['arguments'],
  output: Answered,
  howToCheck: LOOK_FIRST,
  strangersWrote: ({ answer }) => holdsWords(answer),
  linksIn: linksOf,
  carriesOut: carriedOutBy('credential_operation'),
  run: (_input, context, carried) => runOperation(carried, context),
});
