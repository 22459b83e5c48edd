import { AzureNamedKeyCredential, TableClient } from '@azure/data-tables';
import { createGrantStore, type GrantStore } from '../../../../shared/identity/grants/index.ts';
import { ACCOUNT, ACCOUNT_KEY, startAzurite } from '../../../support/azurite.ts';

export interface Stage {
  readonly url: string;
  /** A store of its own, as another instance of the app has one. */
  readonly store: (clock?: () => number) => GrantStore;
  /** The table itself, to spoil rows and to look behind the store. */
  readonly table: TableClient;
  stop(): Promise<void>;
}

/** Starts an empty Azurite; the table is not there yet. */
export async function setStage(): Promise<Stage> {
  const azurite = await startAzurite();
  const { url } = azurite;
  const credential = new AzureNamedKeyCredential(ACCOUNT, ACCOUNT_KEY);
  return {
    url,
    store: (clock) => createGrantStore({ url }, undefined, clock),
    table: new TableClient(url, 'grants', credential, { allowInsecureConnection: true }),
    stop: () => azurite.stop(),
  };
}

export const times = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => make(index));
