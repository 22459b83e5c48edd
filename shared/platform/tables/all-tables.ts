import type { TableServiceClient } from '@azure/data-tables';
import { withDeadline } from '../async/index.ts';
import { StoreUnavailableError } from './errors.ts';

/** The tables of the account as wholes. Both methods throw {@link StoreUnavailableError}. */
export interface AllTables {
  /** @returns names of the tables that begin with this */
  names(prefix: string): Promise<readonly string[]>;
  /** Deletes a table with everything in it; one that is gone already is no error. */
  remove(name: string): Promise<void>;
}

const GIVE_UP_MS = 10_000;

/** @param connect makes the client */
export function createAllTables(connect: () => Promise<TableServiceClient>): AllTables {
  let connected: Promise<TableServiceClient> | undefined;
  const ask = async <Answer>(operation: (tables: TableServiceClient, abortSignal: AbortSignal) => Promise<Answer>): Promise<Answer> => {
    try {
      const work = async (signal: AbortSignal) => operation(await (connected ??= connect()), signal);
      return await withDeadline(GIVE_UP_MS, work, () => new StoreUnavailableError());
    } catch {
      throw new StoreUnavailableError();
    }
  };
  return {
    names: (prefix) =>
      ask(async (tables, abortSignal) => {
        const names: string[] = [];
        // The character after the last of all letters and digits.
        const filter = `TableName ge '${prefix}' and TableName lt '${prefix}{'`;
        for await (const { name } of tables.listTables({ queryOptions: { filter }, abortSignal })) if (name !== undefined) names.push(name);
        return names;
      }),
    // The SDK takes a table that is missing for deleted.
    remove: (name) => ask((tables, abortSignal) => tables.deleteTable(name, { abortSignal })),
  };
}
