import type { ClientRow } from './rows.ts';

/** What a client is put through. */
export type StepName =
  | 'connect'
  | 'list'
  | 'read'
  | 'send'
  | 'bad arguments'
  | 'unknown tool'
  | 'wrong token'
  | 'no token'
  | 'declined'
  | 'no scope'
  | 'more scope'
  | 'server gone';

const ALWAYS = ['connect', 'list', 'read', 'send', 'bad arguments', 'unknown tool'] as const;

/** The steps of a client, in their order. */
export function stepsOf({ login, withoutScope }: ClientRow): readonly StepName[] {
  const refusals = login === 'token' ? (['wrong token', 'no token', 'no scope'] as const) : (['declined', 'no scope'] as const);
  const stepUp = login === 'OAuth' && withoutScope === 'asks the person again' ? (['more scope'] as const) : [];
  return [...ALWAYS, ...refusals, ...stepUp, 'server gone'];
}
