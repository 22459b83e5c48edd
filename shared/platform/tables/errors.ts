import { AppError, type AzureProblem } from '../errors/index.ts';

/** The tables cannot be reached. Callers fail closed. */
export class StoreUnavailableError extends AppError {
  override readonly name = 'StoreUnavailableError';
  readonly code = 'store_unavailable';
  readonly problem: AzureProblem;
  constructor(problem: AzureProblem = 'error') {
    super('The table storage that this request needs is not available.');
    this.problem = problem;
  }
}
