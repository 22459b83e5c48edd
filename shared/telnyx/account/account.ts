import { z } from 'zod';
import { path, type TelnyxCall, type TelnyxClient } from '../rest/index.ts';
import { readEventHosts } from './event-hosts.ts';
import { keep } from './kept.ts';
import { readAll, readIfAllowed } from './lists.ts';
import { readPrices } from './number-prices.ts';
import { readOptOuts } from './opt-outs.ts';
import { ProfileId } from './profile-id.ts';

export interface AccountOptions {
  readonly telnyx: (call: TelnyxCall) => TelnyxClient;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** Milliseconds for one list, all its pages together. */
const LIST_MS = 15_000;

const Numbered = z.object({ phone_number: z.string().min(1) });
const OwnNumber = Numbered.extend({ messaging_profile_id: ProfileId });
const ShortCode = z.object({ short_code: z.string().min(1), messaging_profile_id: ProfileId });

/** The list of numbers does not fail where their messaging settings cannot be read: then no number has a profile. */
const TOLERANT = { handle_messaging_profile_error: 'true' };

/** Addresses of an account with the messaging profile of each. */
interface Addresses {
  readonly all: readonly string[];
  readonly profiles: ReadonlyMap<string, string | undefined>;
}

function addressesOf(entries: readonly (readonly [address: string, profileId: string | undefined])[]): Addresses {
  return { all: entries.map(([address]) => address), profiles: new Map(entries) };
}

/**
 * What others need to know of the account: what it owns, where its events go, what numbers cost. Lists are kept for ten minutes; callers who
 * need the same list at the same time share one read. Methods throw the `Upstream…` errors.
 */
export function createAccount({ telnyx, clock }: AccountOptions) {
  // Shared by callers, so none of them can end it.
  const client = () => telnyx({ retry: 'transient', signal: new AbortController().signal, timeoutMs: LIST_MS });

  const numbers = keep(async () => {
    const owned = await readAll(client(), { path: path`/phone_numbers`, item: OwnNumber, query: TOLERANT });
    return addressesOf(owned.map(({ phone_number, messaging_profile_id }) => [phone_number, messaging_profile_id]));
  }, clock);

  /** Addresses besides numbers: short codes, and numbers of somebody else that the account has verified as its callers' ids. */
  const others = keep(async () => {
    const [verified, codes] = await Promise.all([
      readIfAllowed(client(), { path: path`/verified_numbers`, item: Numbered }),
      readIfAllowed(client(), { path: path`/short_codes`, item: ShortCode }),
    ]);
    return addressesOf([
      ...verified.map(({ phone_number }) => [phone_number, undefined] as const),
      ...codes.map(({ short_code, messaging_profile_id }) => [short_code, messaging_profile_id] as const),
    ]);
  }, clock);

  const eventHosts = keep(() => readEventHosts(client()), clock);

  const isIn = async (sender: string, list: Promise<Addresses>) => (await list).profiles.has(sender);
  return {
    /** The account's numbers, +E.164. The same array, as long as it is kept. */
    numbers: async () => (await numbers.get()).all,
    /** Whether the account may send or call from this address. One that is missing is looked for anew, at most every three seconds. */
    owns: async (sender: string): Promise<boolean> =>
      (await isIn(sender, numbers.get())) ||
      (await isIn(sender, others.get())) ||
      (await isIn(sender, numbers.renewed())) ||
      isIn(sender, others.renewed()),
    /** The messaging profile of a number or short code, in lower case. Asks for short codes only where it is none of the numbers. */
    profileOf: async (own: string): Promise<string | undefined> => {
      const { profiles } = await numbers.get();
      return profiles.has(own) ? profiles.get(own) : (await others.get()).profiles.get(own);
    },
    webhookHosts: () => eventHosts.get(),
    /** Prices of numbers for sale, asked for each time. */
    prices: (wanted: readonly string[]) => readPrices(client(), wanted),
    /** @param since ms since the epoch */
    optOuts: (since: number) => readOptOuts(client(), since),
  };
}
