/** Whether the same request makes sense again. */
export type Again = 'never' | 'after_change' | 'later' | 'at_once';

/** Stands in {@link Row.codes} for an entry without a code. */
export const NO_CODE = 'no code';

/** In {@link Row.operation}: a tool found the error itself, without a request. */
export const NO_OPERATION = /^$/;

/** What one kind of error means and what to do. Every condition that a row names must hold. */
export interface Row {
  /** Codes of Telnyx's API, its SIP response codes (D13), codes of the storage. A row without codes goes by its words. */
  readonly codes?: readonly string[];
  readonly status?: readonly number[];
  /** On `METHOD /path`. */
  readonly operation?: RegExp;
  /** On the title and the detail. Where Telnyx uses one code for several things, they decide. */
  readonly says?: RegExp;
  /** On the place that the entry names: a pointer into the body, or a parameter. */
  readonly at?: RegExp;
  /** The entry has neither a title nor a detail. */
  readonly wordless?: true;
  readonly means: string;
  readonly next?: string;
  readonly again: Again;
  /** Replaces `Nothing was done.` where that is not true. */
  readonly effect?: string;
}
