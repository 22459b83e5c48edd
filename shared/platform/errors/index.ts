export { AppError, InternalError, RateLimitError, rowOf } from './app-error.ts';
export { azureProblem, type AzureProblem } from './azure-problem.ts';
export type { ErrorCode, ErrorRow, PageWords } from './error-table.ts';
