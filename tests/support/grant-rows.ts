import { AzureNamedKeyCredential, TableClient } from '@azure/data-tables';
import { decodeJwt } from 'jose';
import { ACCOUNT, ACCOUNT_KEY } from './azurite.ts';

/** The table of grants as it lies there, and the rows behind access tokens. */
export function grantRows(tables: string) {
  const credential = new AzureNamedKeyCredential(ACCOUNT, ACCOUNT_KEY);
  const table = new TableClient(tables, 'grants', credential, { allowInsecureConnection: true });
  const keysOf = (accessToken: string) => {
    const { sub: partitionKey = '', sid: rowKey } = decodeJwt<{ sid: string }>(accessToken);
    return { partitionKey, rowKey };
  };
  return {
    table,
    rowOf(accessToken: string) {
      const { partitionKey, rowKey } = keysOf(accessToken);
      return table.getEntity<{ entraToken: string; revokedReason: string }>(partitionKey, rowKey);
    },
    /** Lets Entra's last confirmation lie back. An app that has not yet met a token of this grant remembers nothing else. */
    async age(accessToken: string, seconds: number): Promise<void> {
      await table.updateEntity({ ...keysOf(accessToken), confirmedAt: BigInt(Math.floor(Date.now() / 1000) - seconds) }, 'Merge');
    },
  };
}
