import type { Cost, Media, Problem } from '../event/index.ts';

/** What stands in a conversation. `at` is in milliseconds since the epoch. */
export type ThreadItem = TextItem | CallItem | NoteItem;

/** One message, with all that its events tell of it. */
export interface TextItem {
  readonly kind: 'text';
  readonly at: number;
  readonly messageId: string | undefined;
  readonly from: 'us' | 'them';
  /** In a group: who of them wrote it. */
  readonly writer: string | undefined;
  readonly channel: string | undefined;
  readonly text: string | undefined;
  readonly subject: string | undefined;
  readonly media: readonly Media[];
  /** Of a message from us, see {@link DeliveryState}. In a group: the worst of all. */
  readonly state: DeliveryState | undefined;
  /** Of a group, each recipient with their state, where they differ. */
  readonly each: readonly { readonly to: string | undefined; readonly state: DeliveryState }[];
  readonly problems: readonly Problem[];
  readonly cost: Cost | undefined;
  /** `STOP`, `START`, `HELP`, …: Telnyx answered it by itself. */
  readonly keyword: string | undefined;
  /** Its words or files were too many to keep all of them. */
  readonly cut: boolean;
}

/** How far a message of ours came. States only go forward, in whatever order they are told; `status` is Telnyx's word. */
export interface DeliveryState {
  readonly stage: 'on its way' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown';
  readonly status: string;
  /** No later state is expected. */
  readonly final: boolean;
}

/** A call within a conversation. */
export interface CallItem {
  readonly kind: 'call';
  readonly at: number;
  readonly sessionId: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly direction: 'incoming' | 'outgoing' | undefined;
  readonly state: 'ringing' | 'answered' | 'ended';
  readonly outcome: CallOutcome;
}

/** Anything else that was told of a conversation: a reaction, a click. */
export interface NoteItem {
  readonly kind: 'note';
  readonly at: number;
  readonly type: string;
  readonly text: string;
}

/** What became of a call, in a word that people use; `unknown` where no cause that we know was told. */
export type CallOutcome =
  | 'ringing'
  | 'in progress'
  | 'answered'
  | 'busy'
  | 'no answer'
  | 'declined'
  | 'cancelled'
  | 'not in service'
  | 'time limit'
  | 'failed'
  | 'unknown';

/** A call with all its legs, as far as it was told. */
export interface CallStory {
  readonly sessionId: string | undefined;
  readonly callControlIds: readonly string[];
  readonly direction: 'incoming' | 'outgoing' | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly state: 'ringing' | 'answered' | 'ended';
  readonly outcome: CallOutcome;
  readonly startedAt: number | undefined;
  readonly answeredAt: number | undefined;
  readonly endedAt: number | undefined;
  /** Whole seconds from the answer to the end; from the start of the call where nobody was told of an answer. */
  readonly seconds: number | undefined;
  /** Telnyx's words: `caller`, `callee`, `unknown`; `normal_clearing`; `200`. */
  readonly endedBy: string | undefined;
  readonly cause: string | undefined;
  readonly sip: string | undefined;
  /** `human`, `machine`, `not_sure`, … */
  readonly answeredBy: string | undefined;
  /** Keys that the other side pressed, in order. */
  readonly digits: string;
  /** Final pieces alone, in order. */
  readonly transcript: readonly { readonly at: number | undefined; readonly who: 'us' | 'them' | undefined; readonly text: string }[];
  readonly recordings: readonly {
    readonly id: string | undefined;
    readonly url: string | undefined;
    readonly worksUntil: number | undefined;
  }[];
  readonly cost: Cost | undefined;
  /** Everything else that was told, in order: `speak.ended: call_hangup`, an unknown event by its name. */
  readonly notes: readonly { readonly at: number | undefined; readonly text: string }[];
}
