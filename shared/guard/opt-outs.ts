import { isDeepStrictEqual } from 'node:util';
import { createSingleFlight, concurrently } from '../platform/index.ts';
import type { Account, OptOut } from './account.ts';
import type { DigestMaker } from './digests/index.ts';
import { KEY, RecipientRow, recipientWrite, type Ledger } from './ledger/index.ts';

/** Who answered STOP, and to which messaging profile: nothing is sent to them by it. */
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
   * Whether somebody who had opted out has answered START meanwhile: then Telnyx does not list them any more, and this forgets it, too. One that
   * was kept for all profiles is then kept for those that Telnyx lists.
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

/** The opt-outs of one person. */
type Place = Pick<OptOut, 'profileId' | 'at'>;

interface List {
  readonly places: ReadonlyMap<string, readonly Place[]>;
  /** When it was read, in ms since the epoch. */
  readonly at: number;
}

export function createOptOuts({ ledger, account, digests, clock }: Parts): OptOuts {
  const flight = createSingleFlight<'', List | undefined>();
  let listed: List | undefined;

  /** @param after ms since the epoch: a list that was read before does not count */
  const list = (after: number): Promise<List | undefined> => {
    if (listed && listed.at > after && clock() - listed.at < LIST_KEPT_MS) return Promise.resolve(listed);
    return flight.run('', async () => {
      const at = clock();
      const found = await account.optOuts(0);
      if (!found) return undefined;
      listed = { places: byNumber(found), at };
      return listed;
    });
  };

  /** Changes the rows of one number, under each seal key that may be in use. */
  const change = async (number: string, changed: (before: readonly Place[]) => readonly Place[]) => {
    for (const digest of await digests.ofNumber(number)) {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const { key, etag, row, at } = await ledger.one(KEY.recipient(digest), RecipientRow);
        const before = keptIn(row);
        const after = inOrder(changed(before));
        if (isDeepStrictEqual(after, inOrder(before))) break;
        const others = row ?? { firstAt: at, recent: [], day: 0, inDay: 0 };
        if (await ledger.write([recipientWrite({ key, etag }, { ...others, ...columnsOf(after) }, at)], undefined)) break;
      }
    }
  };

  const kept = async (number: string): Promise<readonly Place[]> => {
    const keys = (await digests.ofNumber(number)).map(KEY.recipient);
    const rows = await Promise.all(keys.map((key) => ledger.one(key, RecipientRow)));
    return rows.flatMap(({ row }) => keptIn(row));
  };

  return {
    learn: ({ number, profileId, at }) => change(number, (before) => withPlaces(before, [{ profileId, at }])),
    async refresh(now) {
      // An hour more than a day, so that runs that failed lose nobody.
      const since = now % DAY_MS < HOUR_MS ? 0 : now - DAY_MS - HOUR_MS;
      const found = (await account.optOuts(since)) ?? [];
      await concurrently([...byNumber(found)], AT_ONCE, ([number, places]) => change(number, (before) => withPlaces(before, places)));
      return found.length;
    },
    async lift(number) {
      const before = await kept(number);
      if (before.length === 0) return false;
      const read = await list(Math.max(...before.map(({ at }) => at)));
      // A list that cannot be read lifts nothing.
      if (!read) return false;
      const places = read.places.get(number) ?? [];
      const isListed = ({ profileId }: Place) => places.some((each) => each.profileId === profileId);
      if (before.every(isListed)) return false;
      const isNew = ({ profileId, at }: Place) => !before.some((each) => each.profileId === profileId && each.at === at);
      // What was learned meanwhile stays.
      await change(number, (now) => withPlaces(places, now.filter(isNew)));
      return true;
    },
  };
}

function keptIn(row: RecipientRow | undefined): readonly Place[] {
  const all = row?.optedOutAt === undefined ? [] : [{ profileId: undefined, at: row.optedOutAt }];
  return [...all, ...(row?.optOuts ?? [])];
}

function columnsOf(places: readonly Place[]): Pick<RecipientRow, 'optedOutAt' | 'optOuts'> {
  const ofProfiles = places.flatMap(({ profileId, at }) => (profileId === undefined ? [] : [{ profileId, at }]));
  return {
    optedOutAt: places.find(({ profileId }) => profileId === undefined)?.at,
    optOuts: ofProfiles.length > 0 ? ofProfiles : undefined,
  };
}

/** @param others what is said of their profiles is newer */
const withPlaces = (places: readonly Place[], others: readonly Place[]): readonly Place[] => [
  ...new Map([...places, ...others].map((each) => [each.profileId, each])).values(),
];

const inOrder = (places: readonly Place[]): readonly Place[] =>
  places.map(({ profileId, at }) => ({ profileId, at })).sort((one, other) => ((one.profileId ?? '') < (other.profileId ?? '') ? -1 : 1));

/** Of several opt-outs of a person from one profile, the last. */
function byNumber(found: readonly OptOut[]): ReadonlyMap<string, readonly Place[]> {
  const all = new Map<string, readonly Place[]>();
  const oldestFirst = [...found].sort((one, other) => one.at - other.at);
  for (const { number, profileId, at } of oldestFirst) all.set(number, withPlaces(all.get(number) ?? [], [{ profileId, at }]));
  return all;
}
