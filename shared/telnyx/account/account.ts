import { z } from 'zod';
import { path, type TelnyxCall, type TelnyxClient } from '../rest/index.ts';
import { readEventHosts } from './event-hosts.ts';
import { keep } from './kept.ts';
import { readAll, readIfAllowed } from './lists.ts';
import { readPrices } from './number-prices.ts';
import { readOptOuts } from './opt-outs.ts';

export interface AccountOptions {
  readonly telnyx: (call: TelnyxCall) => TelnyxClient;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** Milliseconds for one list, all its pages together. */
const LIST_MS = 15_000;

const Numbered = z.object({ phone_number: z.string().min(1) });
const ShortCode = z.object({ short_code: z.string().min(1) });

/** The list of numbers does not fail where their messaging settings cannot be read. */
const TOLERANT = { handle_messaging_profile_error: 'true' };

/**
 * What others need to know of the account: what it owns, where its events go, what numbers cost. Lists are kept for ten minutes; callers who
 * need the same list at the same time share one read. Methods throw the `Upstream…` errors.
 */
export function createAccount({ telnyx, clock }: AccountOptions) {
  // Shared by callers, so none of them can end it.
  const client = () => telnyx({ retry: 'transient', signal: new AbortController().signal, timeoutMs: LIST_MS });

  const numbers = keep(async (): Promise<readonly string[]> => {
    const owned = await readAll(client(), { path: path`/phone_numbers`, item: Numbered, query: TOLERANT });
    return owned.map(({ phone_number }) => phone_number);
  }, clock);

  /** Addresses besides numbers: short codes, and numbers of somebody else that the account has verified as its callers' ids. */
  const others = keep(async (): Promise<readonly string[]> => {
    const [verified, codes] = await Promise.all([
      readIfAllowed(client(), { path: path`/verified_numbers`, item: Numbered }),
      readIfAllowed(client(), { path: path`/short_codes`, item: ShortCode }),
    ]);
    return [...verified.map(({ phone_number }) => phone_number), ...codes.map(({ short_code }) => short_code)];
  }, clock);

  const eventHosts = keep(() => readEventHosts(client()), clock);

  const isIn = async (sender: string, list: Promise<readonly string[]>) => (await list).includes(sender);
  return {
    /** The account's numbers, +E.164. The same array, as long as it is kept. */
    numbers: () => numbers.get(),
    /** Whether the account may send or call from this address. One that is missing is looked for anew, at most every three seconds. */
    owns: async (sender: string): Promise<boolean> =>
      (await isIn(sender, numbers.get())) ||
      (await isIn(sender, others.get())) ||
      (await isIn(sender, numbers.renewed())) ||
      isIn(sender, others.renewed()),
    webhookHosts: () => eventHosts.get(),
    /** Prices of numbers for sale, asked for each time. */
    prices: (wanted: readonly string[]) => readPrices(client(), wanted),
    /** @param since ms since the epoch */
    optOuts: (since: number) => readOptOuts(client(), since),
  };
}
