import { AppError } from '../errors/index.ts';

/** The tables cannot be reached. Callers fail closed. */
export class StoreUnavailableError extends AppError {
  override readonly name = 'StoreUnavailableError';
  readonly code = 'store_unavailable';
  constructor() {
    super('The table storage that this request needs is not available.');
  }
}
