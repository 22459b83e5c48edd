/** Types of numbers as libphonenumber tells them, and `short_code`, `sip` and `unknown` for a number of no known plan. */
export type NumberType =
  | 'fixed_line'
  | 'mobile'
  | 'fixed_or_mobile'
  | 'toll_free'
  | 'premium'
  | 'shared_cost'
  | 'personal'
  | 'voip'
  | 'pager'
  | 'uan'
  | 'voicemail'
  | 'short_code'
  | 'sip'
  | 'unknown';

/** Somebody whom a call reaches. */
export interface Recipient {
  /** +E.164, a short code or a SIP URI, in canonical form. */
  readonly address: string;
  /** ISO 3166-1 alpha-2; undefined where the number does not tell it. */
  readonly country: string | undefined;
  readonly type: NumberType;
  /** IANA time zones in which the person may be; empty: unknown. */
  readonly zones: readonly string[];
}

/** Why a person has to decide about a call on the page. `what` completes "This needs your word, because …". */
export interface Reason {
  readonly code:
    | 'purchase'
    | 'outbound'
    | 'destructive'
    | 'credential'
    | 'foreign_country'
    | 'unknown_number'
    | 'short_code'
    | 'sip_host'
    | 'webhook_host'
    | 'limit_lifted'
    | 'quiet_hours'
    | 'many_wordings'
    | 'price_unknown'
    | 'statement';
  readonly what: string;
}

/** Why a call is not carried out, whoever agrees. */
export interface Refusal {
  /** Stable, for logs and the audit: `premium_number`, `limit_reached`, … */
  readonly code: string;
  /** For a model: what happened, that nothing was sent, what to do next. */
  readonly text: string;
}

/** Money of an order, in US cents. Undefined: not known in advance. */
export interface Price {
  readonly upfront: number | undefined;
  readonly monthly: number | undefined;
}

/** What is true of a call before any row is read. */
export interface Facts {
  readonly recipients: readonly Recipient[];
  /** Undefined: the tool finds it. */
  readonly sender: string | undefined;
  /** The messaging profile by which a text goes. Undefined: not known, or no text. */
  readonly profileId?: string | undefined;
  /** How much it counts: numbers of an order, recipients of a call, else 1. */
  readonly amount: number;
  /** Of orders. */
  readonly price: Price | undefined;
  /** US cents of an order: of its prices that are known, also where another is not. They count under LIMIT_SPEND. */
  readonly knownCents?: number | undefined;
  /** Hosts to which the call would send events, and that the account does not use yet. */
  readonly newWebhookHosts: readonly string[];
  /** What no row can change: a premium number, a sender of somebody else. */
  readonly refusal: Refusal | undefined;
  /** Why the page has to be asked, whatever the level of the risk. */
  readonly reasons: readonly Reason[];
}
