import { AzureNamedKeyCredential, TableClient } from '@azure/data-tables';
import { z } from 'zod';
import { ACCOUNT, ACCOUNT_KEY } from './azurite.ts';

const Entity = z.looseObject({ rowKey: z.string(), parts: z.number().optional() });

export interface GuardRow {
  /** Its first two characters say what it is: `c!` call, `k!` request key, `w!` approval, `n!` counters, `r!` recipient, `e!` audit. */
  readonly key: string;
  /** As somebody reads it who holds the table and no key. */
  readonly row: Readonly<Record<string, unknown>>;
}

/** The rows of the guard as they lie in the table: first those whose keys sort first. */
export async function guardRows({ tables }: { readonly tables: string }): Promise<GuardRow[]> {
  const credential = new AzureNamedKeyCredential(ACCOUNT, ACCOUNT_KEY);
  const table = new TableClient(tables, 'guard', credential, { allowInsecureConnection: true });
  const rows: GuardRow[] = [];
  for await (const entity of table.listEntities()) {
    const { rowKey, parts = 0, ...columns } = Entity.parse(entity);
    const json = Array.from({ length: parts }, (_, at) => String(columns[`json${at}`])).join('');
    rows.push({ key: rowKey, row: json === '' ? columns : z.record(z.string(), z.unknown()).parse(JSON.parse(json)) });
  }
  return rows;
}
