import { createSingleFlight, concurrently } from '../platform/index.ts';
import type { Account, OptOut } from './account.ts';
import type { DigestMaker } from './digests/index.ts';
import { KEY, RecipientRow, recipientWrite, type Ledger } from './ledger/index.ts';

/** Who answered STOP: nothing is sent to them by this server, whatever the profile. */
export interface OptOuts {
  /**
   * Keeps that somebody has opted out.
   *
   * @throws StoreUnavailableError, SecretUnavailableError
   */
  learn(optOut: OptOut): Promise<void>;
  /**
   * Keeps whoever is new on Telnyx's list; in the first hour of a day whoever is on it at all, such as from before this server was set up.
   *
   * @param now ms since the epoch
   * @returns how many
   * @throws errors of Telnyx; StoreUnavailableError, SecretUnavailableError
   */
  refresh(now: number): Promise<number>;
  /**
   * Whether somebody who had opted out has answered START meanwhile: then Telnyx does not list them any more, and this forgets it, too.
   *
   * @throws errors of Telnyx; StoreUnavailableError, SecretUnavailableError
   */
  lift(number: string): Promise<boolean>;
}

const AT_ONCE = 10;
const MOST_TRIES = 5;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Nobody makes this server read the list more often. */
const LIST_KEPT_MS = 60_000;

interface Parts {
  readonly ledger: Ledger;
  readonly account: Pick<Account, 'optOuts'>;
  readonly digests: Pick<DigestMaker, 'ofNumber'>;
  readonly clock: () => number;
}

export function createOptOuts({ ledger, account, digests, clock }: Parts): OptOuts {
  const flight = createSingleFlight<'', ReadonlySet<string> | undefined>();
  let listed: { readonly numbers: ReadonlySet<string>; readonly at: number } | undefined;

  /** @param after ms since the epoch: a list that was read before does not count */
  const list = (after: number): Promise<ReadonlySet<string> | undefined> => {
    if (listed && listed.at > after && clock() - listed.at < LIST_KEPT_MS) return Promise.resolve(listed.numbers);
    return flight.run('', async () => {
      const at = clock();
      const found = await account.optOuts(0);
      if (!found) return undefined;
      const numbers = new Set(found.map(({ number }) => number));
      listed = { numbers, at };
      return numbers;
    });
  };

  /** Rows of one number, under each seal key that may be in use. */
  const write = async (number: string, optedOutAt: number | undefined) => {
    for (const digest of await digests.ofNumber(number)) {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const { key, etag, row, at } = await ledger.one(KEY.recipient(digest), RecipientRow);
        if (row?.optedOutAt === optedOutAt) break;
        const before = row ?? { firstAt: at, recent: [], day: 0, inDay: 0 };
        if (await ledger.write([recipientWrite({ key, etag }, { ...before, optedOutAt }, at)], undefined)) break;
      }
    }
  };

  const since = async (number: string): Promise<number | undefined> => {
    const keys = (await digests.ofNumber(number)).map(KEY.recipient);
    const rows = await Promise.all(keys.map((key) => ledger.one(key, RecipientRow)));
    return rows.map(({ row }) => row?.optedOutAt).find((at) => at !== undefined);
  };

  return {
    learn: ({ number, at }) => write(number, at),
    async refresh(now) {
      // An hour more than a day, so that runs that failed lose nobody.
      const since = now % DAY_MS < HOUR_MS ? 0 : now - DAY_MS - HOUR_MS;
      const found = (await account.optOuts(since)) ?? [];
      await concurrently(found, AT_ONCE, ({ number, at }) => write(number, at));
      return found.length;
    },
    async lift(number) {
      const optedOutAt = await since(number);
      if (optedOutAt === undefined) return false;
      const numbers = await list(optedOutAt);
      // A list that cannot be read lifts nothing.
      if (!numbers || numbers.has(number)) return false;
      await write(number, undefined);
      return true;
    },
  };
}
