import { AzureNamedKeyCredential, TableClient } from '@azure/data-tables';
import { createGrantStore, type GrantStore } from '../../../../shared/identity/grants/index.ts';
import { ACCOUNT, ACCOUNT_KEY, startAzurite } from '../../../support/azurite.ts';

export interface GrantTables {
  readonly url: string;
  /**
   * Opens a store of its own, like another instance of the app.
   *
   * @param clock milliseconds since the epoch
   */
  readonly open: (clock?: () => number) => GrantStore;
  /** The table itself, to corrupt rows and to check what the store wrote. */
  readonly table: TableClient;
  stop(): Promise<void>;
}

/** Starts an empty Azurite, without the table. */
export async function startTables(): Promise<GrantTables> {
  const azurite = await startAzurite();
  const { url } = azurite;
  const credential = new AzureNamedKeyCredential(ACCOUNT, ACCOUNT_KEY);
  return {
    url,
    open: (clock) => createGrantStore({ url }, undefined, clock),
    table: new TableClient(url, 'grants', credential, { allowInsecureConnection: true }),
    stop: () => azurite.stop(),
  };
}

/** A store whose tables do not answer: nothing listens on this port of loopback. */
export const unreachableStore = (): GrantStore => createGrantStore({ url: 'http://127.0.0.1:1/devstoreaccount1' }, undefined);

export const times = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => make(index));
