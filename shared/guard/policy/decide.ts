import { risksOf } from '../call.ts';
import type { Refusal } from '../facts/index.ts';
import { beyondAsking, decided } from './asking.ts';
import { counted } from './counters.ts';
import { levelOf, raising, reasonsFor } from './levels.ts';
import { beyondLimits, costOf } from './limits.ts';
import { beyondOptOuts } from './opt-outs.ts';
import { isPermitted } from './permissions.ts';
import { reached } from './recipients.ts';
import { repeated } from './repeats.ts';
import { timeOf } from './time.ts';
import type { AskedBy, Question, Verdict } from './verdict.ts';
import { denied } from './words.ts';

/**
 * Decides about a call, and depends on nothing but its argument. What is refused never asks; what was made before neither counts nor asks; a
 * person's no stands whatever the level.
 */
export function decide(question: Question): Verdict {
  const { settings, call, facts, rows } = question;
  const { rules } = call.tool;
  const risks = risksOf(call.tool);
  const now = timeOf(question.now, rows.person, rows.all);

  if (facts.refusal) return refuse(facts.refusal);
  const before = repeated(question, now);
  if (before) return before;
  const refusal = beyondOptOuts(question) ?? beyondLimits(question, now);
  if (refusal) return refuse(refusal);

  const approval = approvalOf(question, now);
  if (approval?.state === 'denied') return refuse(denied(rules.counts));
  if (approval?.state === 'approved') return go(question, 'page', now);

  const raised = raising(question, now);
  const level = levelOf(settings.confirm, risks, raised);
  if (level === 'off' || level === 'client') return go(question, 'nobody', now);
  if (isPermitted(question, raised, now)) return go(question, 'permission', now);
  const waits = approval?.state === 'waiting';
  if (level === 'form' && waits && question.confirmedNonce === approval.nonce) return go(question, 'form', now);

  const full = waits ? undefined : beyondAsking(rows.person, rules.counts, now, question.approvalsUrl);
  return full ? refuse(full) : { kind: 'ask', level, reasons: reasonsFor(risks, raised) };
}

const refuse = (refusal: Refusal): Verdict => ({ kind: 'refuse', refusal });

/** @returns the row in its time, if it is about this very call: same person, client, tool, arguments and price */
function approvalOf({ call, rows, digests }: Question, now: number) {
  const { approval: row } = rows;
  const { subject, clientId } = call.principal;
  const fits = row?.id === digests.exact && row.subject === subject && row.clientId === clientId && row.tool === call.tool.name;
  return fits && now < row.until ? row : undefined;
}

/** What the rows are once the call goes. */
function go({ settings, call, facts, rows, heard, digests }: Question, asked: AskedBy, now: number): Verdict {
  const spent = { kind: call.tool.rules.counts, amount: facts.amount, cents: costOf(facts) };
  return {
    kind: 'go',
    asked,
    person: decided(counted(rows.person, spent, now), digests.exact),
    all: counted(rows.all, spent, now),
    recipients: facts.recipients.map((_recipient, index) => reached(rows.recipients[index], heard[index], settings.recipient.burst, now)),
  };
}
