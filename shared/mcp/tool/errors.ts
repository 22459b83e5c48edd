import { AppError } from '../../platform/index.ts';

/** The arguments of a call cannot be used. The message says what to change; nothing was sent. */
export class InputError extends AppError {
  override readonly name = 'InputError';
  readonly code = 'invalid_input';
}

/** One of two or more steps failed after an earlier one had succeeded. `done` says what stands; `cause` why it stopped. */
export class PartialError extends AppError {
  override readonly name = 'PartialError';
  readonly code = 'partly_done';
  constructor(done: string, cause: unknown) {
    super(done, { cause });
  }
}
