import type { GuardedCall, Kind, OpenQuestion } from '../../guard/index.ts';

const NOT_YET: Readonly<Record<Kind, string>> = {
  messages: 'Not sent yet',
  calls: 'Nobody was called yet',
  numbers: 'Not bought yet',
  changes: 'Not done yet',
  lookups: 'Not looked up yet',
};

/** The result of a call that waits for a person: no error, because errors make models reword. */
export function needsApproval({ what, url, until }: OpenQuestion, { name, rules }: GuardedCall['tool']): Readonly<Record<string, unknown>> {
  return {
    sent: false,
    needs_approval: {
      what,
      open: url,
      until: `${new Date(until).toISOString().slice(11, 16)} UTC`,
      next: `${NOT_YET[rules.counts]}. Show this link to the person. Then call ${name} again with the same arguments: it waits up to 40 seconds for the decision.`,
    },
  };
}
