/** What people have answered, for the guard. */
export interface Heard {
  /**
   * @param number of a person, +E.164 or short code
   * @throws StoreUnavailableError, SecretUnavailableError
   */
  of(number: string): Promise<HeardOf>;
}

/** Times are in milliseconds since the epoch. */
export interface HeardOf {
  /** When they last wrote to one of our numbers. */
  readonly answeredAt: number | undefined;
  /** Each STOP and START that they sent, newest first. */
  readonly keywords: readonly HeardKeyword[];
}

export interface HeardKeyword {
  readonly word: 'STOP' | 'START';
  readonly at: number;
  /** Our number that they wrote to. */
  readonly own: string | undefined;
  /** The messaging profile of that number: a STOP holds for all numbers of it. */
  readonly profileId: string | undefined;
}
