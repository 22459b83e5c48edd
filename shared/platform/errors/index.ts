export { AppError, InternalError, RateLimitError, rowOf } from './app-error.ts';
export type { ErrorCode, ErrorRow, PageWords } from './error-table.ts';
