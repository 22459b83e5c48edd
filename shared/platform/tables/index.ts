export { createAllTables, type AllTables } from './all-tables.ts';
export { connectTable, connectTables } from './connect.ts';
export { StoreUnavailableError } from './errors.ts';
export { readPages, readRow, type PageRow, type RowKeys } from './rows.ts';
export { readDatedRow, transact, type Dated } from './transaction.ts';
export { createTable, type Ask } from './table.ts';
