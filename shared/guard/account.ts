/** What it costs to buy a number, in US cents. Undefined: Telnyx does not say it before. */
export interface NumberPrice {
  readonly upfront: number | undefined;
  readonly monthly: number | undefined;
}

/** A recipient who answered STOP or its like. */
export interface OptOut {
  /** +E.164 */
  readonly number: string;
  /** The messaging profile that they answered: it holds for all numbers of it. Undefined: not known. */
  readonly profileId: string | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * What the guard knows of the Telnyx account. Lists are kept for ten minutes.
 *
 * Every method rejects with an error of Telnyx when it cannot be asked.
 */
export interface Account {
  /** The account's numbers, +E.164. */
  numbers(): Promise<readonly string[]>;
  /**
   * Whether the account may send or call from this address: one of its numbers or short codes, or a verified caller ID. One that is missing in
   * the list is asked about anew.
   */
  owns(sender: string): Promise<boolean>;
  /** The messaging profile of a number or short code of the account; undefined where it has none, or none that can be read. */
  profileOf(own: string): Promise<string | undefined>;
  /** Hosts to which the account already sends events. */
  webhookHosts(): Promise<ReadonlySet<string>>;
  /** Prices of numbers for sale, not kept: by number, +E.164. A number that is not for sale is missing. */
  prices(numbers: readonly string[]): Promise<ReadonlyMap<string, NumberPrice>>;
  /**
   * @param since ms since the epoch
   * @returns undefined where the key of the account may not read the list, so that nothing is known
   */
  optOuts(since: number): Promise<readonly OptOut[] | undefined>;
}
