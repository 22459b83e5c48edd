import { z } from 'zod';
import {
  concurrently,
  connectTable,
  createTable,
  cutText,
  readRow,
  type Logger,
  type RowKeys,
  type Secrets,
  type Settings,
} from '../../platform/index.ts';
import { GRANTS_TABLE, toSeconds } from '../grants/index.ts';
import { createNameSealer, nameKeysOf } from './name-row.ts';
import type { SignedIn } from './session.ts';

/** The names of people who signed in, for pages on which an Owner sees what they did and what they allowed. */
export interface Names {
  /** Keeps the name and the user name after a login, at most once a day. Never rejects: a name that is not kept stops nobody. */
  remember(person: SignedIn): Promise<void>;
  /**
   * Never rejects.
   *
   * @param subjects `<tenant id>.<object id>`
   * @returns names by subject. People whose name is not kept or cannot be opened are missing
   */
  of(subjects: Iterable<string>): Promise<ReadonlyMap<string, string>>;
}

interface NamesOptions {
  readonly settings: Pick<Settings, 'tables' | 'identityClientId' | 'publicBaseUrl'>;
  readonly secrets: Secrets;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

const DAY = 86_400;
/** After the last login. */
const KEPT_SECONDS = 180 * DAY;
const AT_ONCE = 10;
const LONGEST = 120;

const Row = z.object({ sealed: z.string(), writtenAt: z.bigint().transform(Number) });

/** Keeps names sealed, one row each among the person's grants, where the purge of grants finds them. */
export function createNames({ settings, secrets, log, clock }: NamesOptions): Names {
  const ask = createTable(() => connectTable(GRANTS_TABLE, settings.tables, settings.identityClientId));
  const sealer = createNameSealer(secrets, settings);

  const keep = async (keys: RowKeys, name: string, username: string) => {
    const now = Math.floor(clock() / 1000);
    const kept = Row.safeParse(await readRow(ask, keys, ['sealed', 'writtenAt'])).data;
    if (kept && now - kept.writtenAt < DAY) return;
    const row = {
      ...keys,
      sealed: await sealer.seal({ subject: keys.partitionKey, name, username }, KEPT_SECONDS),
      writtenAt: toSeconds(now),
      purgeAfter: toSeconds(now + KEPT_SECONDS),
    };
    await ask((table, abortSignal) => table.upsertEntity(row, 'Replace', { abortSignal }));
  };

  const nameIn = async (keys: RowKeys): Promise<string | undefined> => {
    const kept = Row.safeParse(await readRow(ask, keys, ['sealed', 'writtenAt'])).data;
    const named = kept && (await sealer.open(keys.partitionKey, kept.sealed));
    return named?.name;
  };

  return {
    async remember({ tenantId, objectId, name, username = '' }) {
      const subject = `${tenantId}.${objectId}`;
      const keys = nameKeysOf(subject);
      const shown = cutText(name, LONGEST).trim();
      if (!keys || shown === '') return;
      await keep(keys, shown, cutText(username, LONGEST).trim()).catch((error: unknown) => log.error('name_not_kept', error, { subject }));
    },

    async of(subjects) {
      const names = new Map<string, string>();
      await concurrently([...new Set(subjects)], AT_ONCE, async (subject) => {
        const keys = nameKeysOf(subject);
        const name = keys && (await nameIn(keys).catch(() => undefined));
        if (name !== undefined) names.set(subject, name);
      });
      return names;
    },
  };
}
