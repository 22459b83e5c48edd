import { z } from 'zod';
import { connectTable, createTable, type PageRow, readPages, readRow, type Secrets, type Settings } from '../../platform/index.ts';
import { GRANTS_TABLE, toSeconds } from '../grants/index.ts';
import { createNameSealer, NAME_KEY, nameKeysOf } from './name-row.ts';

/** Somebody who signed in, or whose grants are still kept. */
export interface KnownPerson {
  readonly objectId: string;
  /** Undefined where no name is kept, or its key is gone. */
  readonly name: string | undefined;
  /** The name of the Microsoft account, mostly an e-mail address. */
  readonly username: string | undefined;
  /** The last sign-in, within a day: unix seconds. */
  readonly signedInAt: number | undefined;
}

/** The people of the tenant who have or had access. All methods throw StoreUnavailableError and SecretUnavailableError. */
export interface People {
  /**
   * At most {@link PEOPLE_ON_PAGE} people, by object id.
   *
   * @param after The object id with which the page before ended.
   * @returns `next` to go on after, if there may be more
   */
  list(after?: string): Promise<{ readonly people: readonly KnownPerson[]; readonly next: string | undefined }>;
  /** @returns how many people are on the first page, and whether there may be more */
  count(): Promise<{ readonly count: number; readonly more: boolean }>;
  /**
   * Finds people whose name or user name holds all of these words, also as parts.
   *
   * @returns `stopped` if there may be more people whom these words fit
   */
  search(words: string): Promise<{ readonly people: readonly KnownPerson[]; readonly stopped: boolean }>;
  /** @returns what is known of one person, who may be unknown */
  one(objectId: string): Promise<KnownPerson>;
}

export const PEOPLE_ON_PAGE = 50;

/** Names that one search opens: less than a second of work. */
const MOST_SEARCHED = 3_000;
/** Answers of the table that one question waits for: each has up to 500 rows, but may have none. */
const MOST_ANSWERS = 20;
/** After all object ids, whose digits are hexadecimal. */
const END = 'g';

const Row = z.object({ sealed: z.string(), writtenAt: z.bigint().transform(Number) });
const COLUMNS = ['partitionKey', 'rowKey', 'sealed', 'writtenAt'];

interface PeopleOptions {
  readonly settings: Pick<Settings, 'tables' | 'identityClientId' | 'publicBaseUrl'> & {
    readonly entra: Pick<Settings['entra'], 'tenantId'>;
  };
  readonly secrets: Secrets;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** How many names one search may open. */
  readonly mostSearched?: number;
}

/** Finds people by the rows of the table of grants: those with names, and those of grants that have not expired. */
export function createPeople({ settings, secrets, clock, mostSearched = MOST_SEARCHED }: PeopleOptions): People {
  const ask = createTable(() => connectTable(GRANTS_TABLE, settings.tables, settings.identityClientId));
  const sealer = createNameSealer(secrets, settings);
  const tenant = `${settings.entra.tenantId.toLowerCase()}.`;
  const after = (objectId: string) => `PartitionKey gt '${tenant}${objectId}' and PartitionKey lt '${tenant}${END}'`;

  /** @param row of a name; anything else names nobody */
  const personOf = async (subject: string, row: unknown): Promise<KnownPerson> => {
    const kept = Row.safeParse(row).data;
    const named = kept && (await sealer.open(subject, kept.sealed));
    return { objectId: subject.slice(tenant.length), name: named?.name, username: named?.username, signedInAt: kept?.writtenAt };
  };

  /** @returns the rows of the first people after this one, by subject: the row of the name where there is one */
  const firstAfter = async (objectId: string) => {
    const found = new Map<string, PageRow>();
    let answers = 0;
    // An absent column fits no comparison: names have no end, and other rows have neither.
    const filter = `${after(objectId)} and (RowKey eq '${NAME_KEY}' or expiresAt gt ${toSeconds(clock() / 1000)}L)`;
    for await (const rows of readPages(ask, filter, COLUMNS)) {
      for (const row of rows) {
        if (found.has(row.partitionKey)) continue;
        if (found.size === PEOPLE_ON_PAGE) return { found, more: true };
        // In its partition the name comes first.
        found.set(row.partitionKey, row);
      }
      answers += 1;
      if (answers === MOST_ANSWERS) return { found, more: true };
    }
    return { found, more: false };
  };

  return {
    async list(from = '') {
      const { found, more } = await firstAfter(from);
      const people: KnownPerson[] = [];
      for (const [subject, row] of found) people.push(await personOf(subject, row));
      return { people, next: more ? people.at(-1)?.objectId : undefined };
    },

    async count() {
      const { found, more } = await firstAfter('');
      return { count: found.size, more };
    },

    async search(words) {
      const wanted = comparable(words).split(' ').filter(Boolean);
      const people: KnownPerson[] = [];
      let searched = 0;
      let answers = 0;
      for await (const rows of readPages(ask, `${after('')} and RowKey eq '${NAME_KEY}'`, COLUMNS)) {
        for (const row of rows) {
          if (searched === mostSearched || people.length === PEOPLE_ON_PAGE) return { people, stopped: true };
          searched += 1;
          const person = await personOf(row.partitionKey, row);
          const text = comparable(`${person.name ?? ''} ${person.username ?? ''}`);
          if (wanted.every((word) => text.includes(word))) people.push(person);
        }
        answers += 1;
        if (answers === MOST_ANSWERS) return { people, stopped: true };
      }
      return { people, stopped: false };
    },

    async one(objectId) {
      const subject = `${tenant}${objectId}`;
      const keys = nameKeysOf(subject);
      return personOf(subject, keys && (await readRow(ask, keys, ['sealed', 'writtenAt'])));
    },
  };
}

/** Without accents, and in lower case: whoever looks for “zoe” means Zoë as well. */
const comparable = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim();
