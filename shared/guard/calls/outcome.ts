import type { Shown } from '../approvals/index.ts';
import type { Refusal } from '../facts/index.ts';
import type { Receipt } from './receipts.ts';
import type { Ending } from './settle.ts';

/** A question to a person that is open. */
export interface OpenQuestion {
  readonly id: string;
  readonly nonce: string;
  /** Of its page. */
  readonly url: string;
  /** `form`: a form in the client is enough. */
  readonly level: 'form' | 'page';
  /** Such as "Text to +1 312 555 0144". */
  readonly what: string;
  readonly shown: Shown;
  /** Milliseconds since the epoch. */
  readonly until: number;
  /** Nobody was asked before this call. */
  readonly isNew: boolean;
}

/** What comes of a call before it runs. */
export type Outcome =
  | {
      readonly kind: 'go';
      /** UUID of this attempt. */
      readonly attempt: string;
      /** To be called once it has ended. Never rejects. */
      readonly settle: (ending: Ending) => Promise<void>;
    }
  | { readonly kind: 'receipt'; readonly receipt: Receipt; readonly duplicateOf: { readonly at: string; readonly note: string } }
  | { readonly kind: 'ask'; readonly question: OpenQuestion }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** A yes in a form of the client. */
interface Confirmation {
  /** Of the question. */
  readonly nonce: string;
  /** Also to more of the same for an hour. */
  readonly forAnHour: boolean;
}

/** How the caller waits. */
export interface Presence {
  /** Undefined: nobody has answered in a form of the client. */
  readonly confirmed?: Confirmation | undefined;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  readonly progress: (message: string) => void;
}
