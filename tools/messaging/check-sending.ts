import { z } from 'zod';
import { defineTool, field, MessageRecipient, MessageSender, type ToolContext } from '../../shared/mcp/tool/index.ts';
import { NO_SENDER } from './support/sender.ts';
import { CHECKS, finding, judged, STATES, unread, type Finding } from './support/sending/finding.ts';
import { sendingReads, type SendingReads } from './support/sending/reads.ts';
import { planOf, recipientOf, type Recipient } from './support/sending/recipient.ts';
import { prospectOf, type Prospect } from './support/sending/senders.ts';
import { balanceRule } from './support/sending/settings-rules.ts';

const VERDICTS = ['yes', 'no', 'unsure'] as const;
type Verdict = (typeof VERDICTS)[number];

/** Where several numbers could text, so many are looked at. */
const MOST_SENDERS = 5;

/** Sends nothing and changes nothing. What cannot be read makes the verdict unsure; it never fails the call. */
export const checkSending = defineTool({
  name: 'check_sending',
  title: 'Check whether a text may be sent',
  risk: 'read',
  description:
    'Tell whether a text from here to there would go, and if not, what to do: number, profile, 10DLC, toll-free, opt-out, credit.',
  input: z.object({
    to: MessageRecipient,
    from: MessageSender.optional().describe('Default: any own number'),
  }),
  output: z.object({
    verdict: z.enum(VERDICTS),
    reasons: z.array(z.string()).describe('What blocks first; each with what to do'),
    from: field.text().describe('The sender that was checked'),
    messaging_profile_id: field.text().describe('For send_message, beside from'),
    senders: field.list(z.object({ from: field.text(), verdict: field.text() })).describe('Without from: the numbers that were looked at'),
    checks: z.array(z.object({ check: z.enum(CHECKS), state: z.enum(STATES), found: field.text() })),
  }),
  run: async ({ to: address, from }, context) => {
    const reads = sendingReads(context);
    const to = await recipientOf(address);
    const [balance, { prospects, left }] = await Promise.all([
      reads.balance(),
      from === undefined ? anySender(to, { reads, context }) : only(prospectOf(from, { reads, context, to })),
    ]);
    const common = [to.finding, judged('balance', balance, balanceRule)];
    const all = prospects.map(({ findings, ...sender }) => {
      const together = inOrder([...common, ...findings]);
      return { ...sender, findings: together, verdict: verdictOf(together) };
    });
    const best = VERDICTS_BY_VALUE.flatMap((verdict) => all.find((each) => each.verdict === verdict) ?? [])[0];
    const findings = best?.findings ?? common;
    const verdict = best?.verdict ?? verdictOf(findings);
    // Another number does not help against what blocks them all.
    const isOpen = left > 0 && verdict !== 'yes' && verdictOf(common) !== 'no';
    return {
      verdict: isOpen ? 'unsure' : verdict,
      reasons: [...reasonsOf(findings), ...(isOpen ? [`${left} more of list_phone_numbers were not looked at: give one as from.`] : [])],
      from: best?.from,
      messaging_profile_id: best?.profileId,
      senders: all.length > 1 ? all.map((each) => ({ from: each.from, verdict: each.verdict })) : undefined,
      checks: findings.map(({ check, state, found }) => ({ check, state, found })),
    };
  },
});

/** The best first. */
const VERDICTS_BY_VALUE: readonly Verdict[] = ['yes', 'unsure', 'no'];

function verdictOf(findings: readonly Finding[]): Verdict {
  const states = findings.map(({ state }) => state);
  if (states.includes('no')) return 'no';
  return states.some((state) => state !== 'ok') ? 'unsure' : 'yes';
}

const AGAIN = 'Ask again, or look it up in the Telnyx portal.';

/** What this server says of its own adds nothing where Telnyx refuses already. */
function reasonsOf(findings: readonly Finding[]): string[] {
  const isRepeated = ({ check }: Finding) => check === 'server' && findings.some((each) => each.check !== 'server' && each.state === 'no');
  const of = (...states: readonly Finding['state'][]) =>
    findings.filter((each) => states.includes(each.state) && each.reason !== undefined && !isRepeated(each));
  const notRead = Map.groupBy(of('unread'), ({ reason = '' }) => reason);
  return [
    ...of('no').map(({ reason = '' }) => reason),
    ...of('unsure').map(({ reason = '' }) => reason),
    ...[...notRead].map(([reason, checks]) => `Not read: ${checks.map(({ check }) => check).join(', ')}. ${reason} ${AGAIN}`),
    ...of('ok').map(({ reason = '' }) => reason),
  ];
}

const inOrder = (findings: readonly Finding[]): Finding[] => CHECKS.flatMap((check) => findings.filter((each) => each.check === check));

/** Senders that were looked at, and how many were not. */
interface Looked {
  readonly prospects: readonly Prospect[];
  readonly left: number;
}

const only = async (prospect: Promise<Prospect> | Prospect): Promise<Looked> => ({ prospects: [await prospect], left: 0 });

interface Asking {
  readonly reads: SendingReads;
  readonly context: ToolContext;
}

/** The numbers that could text this recipient: those of the same country first. */
async function anySender(to: Recipient, asking: Asking): Promise<Looked> {
  const listed = await asking.reads.active();
  if ('error' in listed) return only({ from: undefined, findings: [unread('number', listed.error)] });
  const { items, isWhole } = listed.value;
  const able = items.filter(
    ({ status = 'active', messaging_profile_id: profile }) => status === 'active' && (profile === undefined ? !isWhole : Boolean(profile)),
  );
  if (able.length === 0) {
    const state = isWhole ? 'no' : 'unsure';
    return only({ from: undefined, findings: [finding('number', state, 'none can text', NO_SENDER)] });
  }
  const near = await Promise.all(
    able.map(async ({ phone_number }) => ({
      phone_number,
      isNear: (await planOf(phone_number)).countries.some((one) => to.countries.includes(one)),
    })),
  );
  const first = near
    .sort((one, other) => Number(other.isNear) - Number(one.isNear))
    .slice(0, MOST_SENDERS)
    .map(({ phone_number }) => phone_number);
  const prospects = await Promise.all(first.map((from) => prospectOf(from, { ...asking, to }, first)));
  return { prospects, left: able.length - first.length };
}
