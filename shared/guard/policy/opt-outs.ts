import type { Refusal } from '../facts/index.ts';
import type { Question } from './verdict.ts';
import { optedOut } from './words.ts';

/** Arguments with which an assistant talks in a call. */
const ASSISTANT_ARGUMENTS = ['assistant', 'assistant_id'];

/** @returns why a call would reach somebody who answered STOP: by a text, or by a machine that talks */
export function beyondOptOuts({ call, facts, rows }: Question): Refusal | undefined {
  if (!isHeard(call)) return undefined;
  const kind = call.tool.rules.counts;
  for (const [index, { address }] of facts.recipients.entries()) {
    const at = rows.recipients[index]?.optedOutAt;
    if (at !== undefined) return optedOut(kind, at, facts.recipients.length > 1 ? address : undefined);
  }
  return undefined;
}

/** STOP keeps no person from calling. */
function isHeard({ tool, args }: Question['call']): boolean {
  const { counts, words } = tool.rules;
  if (counts === 'messages') return true;
  return counts === 'calls' && [...ASSISTANT_ARGUMENTS, ...words].some((name) => args[name] !== undefined);
}
