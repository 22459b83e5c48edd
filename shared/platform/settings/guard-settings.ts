import { frozen } from './frozen.ts';

/** How a person confirms calls of one risk: not at all, by the client's own prompt, by a form in the client, or on our page. */
export const CONFIRM_LEVELS = ['off', 'client', 'form', 'page'] as const;
export type ConfirmLevel = (typeof CONFIRM_LEVELS)[number];

/** The risks about which a person is asked. */
export const CONFIRMED_RISKS = ['purchase', 'outbound', 'destructive', 'credential'] as const;
export type ConfirmedRisk = (typeof CONFIRMED_RISKS)[number];

/** At most so many in one minute and on one UTC day. Undefined: no limit. */
export interface Rate {
  readonly minute: number | undefined;
  readonly day: number | undefined;
}

export interface PersonAndAll {
  readonly person: Rate;
  readonly all: Rate;
}

/** Hours of the day, local time: from 21 to 8 is the night. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** What may be sent, bought and changed, and who is asked. */
export interface GuardSettings {
  readonly confirm: Readonly<Record<ConfirmedRisk, ConfirmLevel>>;
  /** Risks for which clients that know `anthropic/requiresUserInteraction` must ask. */
  readonly askAlways: readonly ConfirmedRisk[];
  readonly limits: Readonly<Record<'messages' | 'calls' | 'numbers' | 'changes' | 'lookups', PersonAndAll>>;
  /** US cents a day for orders, upfront price and first month, by all. */
  readonly spendPerDay: number | undefined;
  /** Messages and calls to one number by all: more than `burst` in ten minutes ask the page, more than `day` are refused. */
  readonly recipient: { readonly burst: number | undefined; readonly day: number | undefined };
  /** `own`: countries in which the account has no number ask the page. A list: others are refused. */
  readonly countries: 'own' | 'off' | readonly string[];
  /** Prefixes in +E.164 that are refused. */
  readonly neverNumbers: readonly string[];
  /** Calls at these hours, where the recipient is, ask the page. */
  readonly quietHours: Hours | undefined;
  readonly quietHoursMessages: Hours | undefined;
  /** `own`: hosts that the account does not send events to yet ask the page. A list: hosts besides. */
  readonly webhookHosts: 'own' | 'off' | readonly string[];
  /** Whether an identical call gets the receipt of the first one. */
  readonly duplicates: boolean;
  /** How long the audit table keeps its rows. */
  readonly auditDays: number;
}

const rates = (personMinute?: number, personDay?: number, allMinute?: number, allDay?: number): PersonAndAll => ({
  person: { minute: personMinute, day: personDay },
  all: { minute: allMinute, day: allDay },
});

/** For a small office. */
export const GUARD_DEFAULTS: GuardSettings = frozen({
  confirm: { purchase: 'page', outbound: 'client', destructive: 'client', credential: 'client' },
  askAlways: ['purchase', 'credential'],
  limits: {
    messages: rates(10, 200, 30, 1000),
    calls: rates(3, 50, 10, 200),
    numbers: rates(undefined, 5, undefined, 10),
    changes: rates(30, 300),
    lookups: rates(undefined, 100),
  },
  spendPerDay: 10_000,
  recipient: { burst: 3, day: 20 },
  countries: 'own',
  neverNumbers: [],
  quietHours: { from: 21, to: 8 },
  quietHoursMessages: undefined,
  webhookHosts: 'own',
  duplicates: true,
  auditDays: 180,
});
