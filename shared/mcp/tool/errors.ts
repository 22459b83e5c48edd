import { AppError } from '../../platform/index.ts';

/** Invalid arguments. Nothing was sent; the message says what to change. */
export class InputError extends AppError {
  override readonly name = 'InputError';
  readonly code = 'invalid_input';

  /** What to do next. */
  readonly next: string;

  /** @param next where other arguments would not help */
  constructor(message: string, next = 'Correct the arguments and call again.') {
    super(message);
    this.next = next;
  }
}

/** The inbox could not be read: its tables or its keys cannot be reached. */
export class InboxUnavailableError extends AppError {
  override readonly name = 'InboxUnavailableError';
  readonly code = 'inbox_unavailable';

  constructor(cause: unknown) {
    super('The inbox of this server does not answer right now.', { cause });
  }
}

/** A step of a call failed after an earlier one had succeeded. */
export class PartialError extends AppError {
  override readonly name = 'PartialError';
  readonly code = 'partly_done';

  /**
   * @param done what the earlier step has done, as a sentence
   * @param cause the error of the later step
   */
  constructor(done: string, cause: unknown) {
    super(done, { cause });
  }
}
