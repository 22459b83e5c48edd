import type { GuardedCall, Kind, Risk } from '../../../../shared/guard/index.ts';
import type { Facts, Reason, Recipient } from '../../../../shared/guard/facts/index.ts';
import type { ApprovalRow, CallRow, Counters, Permission, RecipientRow } from '../../../../shared/guard/ledger/index.ts';
import { NO_COUNTERS, type Digests, type Question, type Rows, type Verdict } from '../../../../shared/guard/policy/index.ts';
import { GUARD_DEFAULTS, type GuardSettings } from '../../../../shared/platform/index.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A minute and a day begin 20 s and 14 h before. */
export const NOW = Date.UTC(2026, 10, 27, 14, 2, 20);

export const NUMBER: Recipient = { address: '+13125550144', country: 'US', type: 'fixed_or_mobile', zones: ['America/Chicago'] };

export const FACTS: Facts = {
  recipients: [NUMBER],
  sender: '+13125550100',
  amount: 1,
  price: undefined,
  newWebhookHosts: [],
  refusal: undefined,
  reasons: [],
};

export const REASON: Reason = { code: 'foreign_country', what: 'you have no number in France' };

const DIGESTS: Digests = { exact: 'exact', request: 'request', sender: 'sender', recipients: ['recipient'] };

interface CallOptions {
  readonly risk?: Risk;
  readonly also?: readonly Risk[];
  readonly kind?: Kind;
  readonly windowMs?: number;
  readonly keyed?: boolean;
  readonly requestKey?: string | undefined;
  readonly words?: readonly string[];
  readonly args?: GuardedCall['args'];
  readonly clientId?: string;
  readonly grantId?: string;
}

/** A text to one number, unless told otherwise. */
function callOf(options: CallOptions = {}): GuardedCall {
  const { risk = 'outbound', kind = 'messages', windowMs = 10 * MINUTE, keyed = true, words = ['text'], args = { text: 'Hi' } } = options;
  const { clientId = 'client', grantId = 'grant', requestKey, also = [] } = options;
  const rules = { counts: kind, windowMs, aside: [], words, lifts: [], redirects: [], keyed, also };
  return {
    requestId: 'id',
    principal: {
      subject: 'tenant.person',
      tenantId: 'tenant',
      objectId: 'person',
      clientId,
      tokenId: 'token',
      grantId,
      roles: ['Owner'],
      scopes: [],
      expiresAt: 0,
    },
    clientName: 'A client',
    tool: { name: 'a_tool', title: 'A tool', risk, rules, timeoutMs: 25 * SECOND, howToCheck: 'Check search_detail_records.' },
    args,
    requestKey,
  };
}

interface QuestionOptions extends CallOptions {
  readonly settings?: Partial<GuardSettings>;
  readonly facts?: Partial<Facts>;
  readonly rows?: Partial<Rows>;
  readonly heard?: Question['heard'];
  readonly digests?: Partial<Digests>;
  readonly now?: number;
  readonly confirmedNonce?: string;
}

/** A call that goes without a question, unless told otherwise. */
export function questionOf({
  settings,
  facts,
  rows,
  heard = [],
  digests,
  now = NOW,
  confirmedNonce,
  ...call
}: QuestionOptions = {}): Question {
  return {
    settings: { ...GUARD_DEFAULTS, ...settings },
    call: callOf(call),
    facts: { ...FACTS, ...facts },
    rows: { call: undefined, key: undefined, person: NO_COUNTERS, all: NO_COUNTERS, recipients: [undefined], approval: undefined, ...rows },
    heard,
    digests: { ...DIGESTS, ...digests },
    now,
    confirmedNonce,
    approvalsUrl: 'https://mcp.example.org/approvals',
  };
}

export const confirming = (risk: keyof GuardSettings['confirm'], level: GuardSettings['confirm']['outbound']): Partial<GuardSettings> => ({
  confirm: { ...GUARD_DEFAULTS.confirm, [risk]: level },
});

/** Counters in which so much was counted in this minute and on this day. */
export const countersOf = (counts: Counters['counts'], more: Partial<Counters> = {}): Counters => ({
  ...NO_COUNTERS,
  at: NOW,
  minute: Math.floor(NOW / MINUTE),
  day: Math.floor(NOW / DAY),
  counts,
  ...more,
});

export const callRow = (more: Partial<CallRow> = {}): CallRow => ({
  state: 'done',
  attempt: 'attempt',
  at: NOW - MINUTE,
  overAt: NOW - 5 * SECOND,
  until: NOW + 9 * MINUTE,
  receipt: 'sealed',
  made: ['id'],
  exact: undefined,
  ...more,
});

export const recipientRow = (more: Partial<RecipientRow> = {}): RecipientRow => ({
  firstAt: NOW - DAY,
  recent: [],
  day: Math.floor(NOW / DAY),
  inDay: 0,
  optedOutAt: undefined,
  ...more,
});

export const approvalRow = (more: Partial<ApprovalRow> = {}): ApprovalRow => ({
  id: 'exact',
  state: 'waiting',
  nonce: 'nonce',
  subject: 'tenant.person',
  clientId: 'client',
  tool: 'a_tool',
  askedAt: NOW - MINUTE,
  until: NOW + 14 * MINUTE,
  decidedAt: undefined,
  shown: 'sealed',
  ...more,
});

export const permissionOf = (more: Partial<Permission> = {}): Permission => ({
  id: 'permission',
  client: 'client',
  kind: 'messages',
  from: 'sender',
  to: 'recipient',
  shown: 'sealed',
  until: NOW + HOUR,
  ...more,
});

/** What came of a call, in a word or two. */
export function outcomeOf(verdict: Verdict): string {
  if (verdict.kind === 'refuse') return verdict.refusal.code;
  if (verdict.kind === 'ask') return `ask ${verdict.level}`;
  return verdict.kind === 'go' ? `go ${verdict.asked}` : verdict.kind;
}

export function textOf(verdict: Verdict): string {
  if (verdict.kind !== 'refuse') throw new Error(`was not refused: ${outcomeOf(verdict)}`);
  return verdict.refusal.text;
}
