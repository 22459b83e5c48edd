export { connectTable } from './connect.ts';
export { StoreUnavailableError } from './errors.ts';
export { readPages, readRow, type RowKeys } from './rows.ts';
export { readDatedRow, transact, type Dated } from './transaction.ts';
export { createTable, type Ask } from './table.ts';
