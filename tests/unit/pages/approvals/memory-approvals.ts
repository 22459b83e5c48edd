import { StoreUnavailableError } from '../../../../shared/platform/index.ts';
import type { Approval, Approvals, Decision, OpenPermission } from '../../../../shared/guard/index.ts';

/** A request in the tables. */
interface Row {
  readonly subject: string;
  readonly approval: Approval;
}

interface MemoryApprovals extends Approvals {
  readonly rows: Row[];
  readonly permissions: { readonly subject: string; readonly permission: OpenPermission }[];
  /** What was decided, in its order. */
  readonly decided: (readonly [id: string, decision: Decision])[];
  /** Lets the tables fail after so many more answers. */
  failAfter(answers: number): void;
}

/** Requests in memory, where the pages meet the tables. The clock is that of the page. */
export function createMemoryApprovals(clock: () => number, ...rows: Row[]): MemoryApprovals {
  let answers = Infinity;
  const permissions: MemoryApprovals['permissions'] = [];
  const decided: (readonly [string, Decision])[] = [];
  const reach = <Answer>(answer: () => Answer): Promise<Answer> =>
    answers-- > 0 ? Promise.resolve(answer()) : Promise.reject(new StoreUnavailableError());
  const asOfNow = (approval: Approval): Approval =>
    clock() > approval.until && approval.state !== 'used' ? { ...approval, state: 'expired' } : approval;
  const find = (subject: string, id: string): Approval | 'other' | undefined => {
    const row = rows.find(({ approval }) => approval.id === id);
    return row && (row.subject === subject ? asOfNow(row.approval) : 'other');
  };
  return {
    rows,
    permissions,
    decided,
    failAfter(count) {
      answers = count;
    },
    read: (subject, id) => reach(() => find(subject, id)),
    list: (subject) =>
      reach(() => ({
        waiting: rows.filter((row) => row.subject === subject && asOfNow(row.approval).state === 'waiting').map(({ approval }) => approval),
        permissions: permissions.filter((each) => each.subject === subject).map(({ permission }) => permission),
      })),
    decide: (subject, id, nonce, decision) =>
      reach(() => {
        const found = find(subject, id);
        if (found === undefined || found === 'other' || found.state !== 'waiting' || found.nonce !== nonce) return found;
        decided.push([id, decision]);
        const approval: Approval = { ...found, state: decision === 'deny' ? 'denied' : 'approved', decidedAt: clock() };
        rows.splice(
          rows.findIndex((row) => row.approval.id === id),
          1,
          { subject, approval },
        );
        return approval;
      }),
    endPermission: (subject, id) =>
      reach(() => {
        const at = permissions.findIndex((each) => each.subject === subject && each.permission.id === id);
        if (at >= 0) permissions.splice(at, 1);
      }),
  };
}
