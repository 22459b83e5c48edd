import type { InboxEvent } from './event/index.ts';
import type { CallStory, ThreadItem } from './story/index.ts';

/** What Telnyx told this server, to read. Numbers are +E.164 or short codes; times are in milliseconds since the epoch. */
export interface Inbox {
  /** Where Telnyx is to send its events. */
  readonly addresses: WebhookAddresses;
  /** How many days events are kept. */
  readonly days: number;
  /**
   * The newest conversations, calls and topics, each with what happened last.
   *
   * @param query.own of this number of ours alone
   * @param query.before the `before` of the page before this one
   * @throws StoreUnavailableError, SecretUnavailableError
   */
  list(query: {
    readonly own?: string | undefined;
    readonly limit: number;
    readonly before?: string | undefined;
  }): Promise<ConversationList>;
  /**
   * The newest page of one conversation. What it costs does not depend on how long the conversation is.
   *
   * @throws StoreUnavailableError, SecretUnavailableError
   */
  thread(query: ThreadQuery): Promise<ThreadPage>;
  /**
   * @returns undefined where nothing was told of this call
   * @throws StoreUnavailableError, SecretUnavailableError
   */
  call(
    query: { readonly sessionId: string } | { readonly callControlId: string } | { readonly id: string },
  ): Promise<CallStory | undefined>;
  /**
   * Waits until something arrives. What has arrived since `after` counts at once.
   *
   * @throws StoreUnavailableError, SecretUnavailableError
   */
  wait(query: WaitQuery, presence: WaitPresence): Promise<Waited>;
}

export interface WebhookAddresses {
  readonly url: string;
  readonly failoverUrl: string;
  /** Whether Telnyx can reach them: not where they are on this machine and Telnyx is not. */
  readonly reachable: boolean;
}

/** A conversation by its ends, or by the `id` that a list gave it. */
export type ThreadQuery = ({ readonly own: string; readonly others: readonly string[] } | { readonly id: string }) & {
  readonly limit: number;
  readonly before?: string | undefined;
};

export interface ThreadPage {
  readonly id: string;
  /** Our end, as far as it is known. */
  readonly own: string | undefined;
  readonly others: readonly string[];
  /** Oldest first. */
  readonly items: readonly ThreadItem[];
  /** Ask with it for what is older; undefined where the inbox holds nothing older. */
  readonly before: string | undefined;
  /** Since when the other side has opted out; undefined where they have not, or have opted in again. */
  readonly optedOutAt: number | undefined;
}

export interface ConversationList {
  /** Newest first. */
  readonly conversations: readonly Conversation[];
  readonly before: string | undefined;
}

export interface Conversation {
  /** Opaque; it tells neither number nor words, so that it may stand in a URL. */
  readonly id: string;
  readonly kind: 'thread' | 'call' | 'topic';
  readonly own: string | undefined;
  readonly others: readonly string[];
  /** Of `call`. */
  readonly sessionId: string | undefined;
  /** What happened last. */
  readonly last: ThreadItem;
  /** They wrote last, or called and nobody answered. */
  readonly waitsForUs: boolean;
  readonly optedOutAt: number | undefined;
}

export interface WaitQuery {
  /** All that are given must fit. */
  readonly own?: string | undefined;
  readonly peer?: string | undefined;
  readonly callControlId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly messageId?: string | undefined;
  /** Names of events; default: what a person would want to hear of, which is not every step of a call. */
  readonly types?: readonly string[] | undefined;
  /** The `after` of an earlier wait: nothing that it told is told again. */
  readonly after?: string | undefined;
  /** At most 50. */
  readonly seconds: number;
}

export interface WaitPresence {
  /** Whoever waits: so many waits at once for each, and so many in this process. */
  readonly grantId: string;
  readonly signal: AbortSignal;
  readonly progress: (message: string) => void;
}

export interface Waited {
  /** Oldest first; empty where nothing came. */
  readonly arrived: readonly Arrived[];
  /** Ask again with it. */
  readonly after: string;
  /** Seconds that were waited, whole. */
  readonly seconds: number;
  /** Too many wait already: this answered at once. */
  readonly crowded: boolean;
}

export interface Arrived {
  readonly event: InboxEvent;
  /** When it arrived here. */
  readonly at: number;
  /** Of the conversation, call or topic. */
  readonly id: string;
}
