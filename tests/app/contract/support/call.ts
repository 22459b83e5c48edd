/** One call of a tool whose requests are checked against Telnyx's document. */
export interface Call {
  readonly tool: string;
  /** `least`: what a call cannot do without. `full`: options too. Any other name says what is odd. */
  readonly what: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** `METHOD /path/template` of every request it must make, in order. */
  readonly requests: readonly string[];
  /** Where Telnyx's own text allows what its document does not. */
  readonly deviates?: readonly string[];
  /** What Telnyx answers to its requests, in order, where an empty envelope would not do. */
  readonly answers?: readonly unknown[];
  /** Some of its requests are S3, which Telnyx's document does not hold: storage.test.ts makes and checks them. */
  readonly s3?: true;
  /** The record comes in no envelope, or there is none at all; else in `{data: …}`. */
  readonly answer?: 'bare' | 'none';
}
