import type { GuardedCall, OpenQuestion } from '../../guard/index.ts';

/** The result of a call that waits for a person: no error, because errors make models reword. */
export function needsApproval({ what, url, until }: OpenQuestion, { name }: GuardedCall['tool']): Readonly<Record<string, unknown>> {
  return {
    sent: false,
    needs_approval: {
      what,
      open: url,
      until: `${new Date(until).toISOString().slice(11, 16)} UTC`,
      next: `Not sent yet. Show this link to the person. Then call ${name} again with the same arguments: it waits up to 40 seconds for the decision.`,
    },
  };
}
