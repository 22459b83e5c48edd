import { describe, expect, test } from '@jest/globals';
import { AppError, RateLimitError, rowOf, SecretUnavailableError } from '../../../../shared/platform/index.ts';
import { ERROR_TABLE } from '../../../../shared/platform/errors/error-table.ts';

class WithoutRow extends AppError {
  // @ts-expect-error -- the code has no row in the table, so the class does not compile
  readonly code = 'no_such_row';
}

describe('the table of errors', () => {
  test('a class whose code has no row does not compile', () => {
    expect(Object.keys(ERROR_TABLE)).not.toContain(new WithoutRow('x').code);
  });

  test('every row has a status of an error, and says when to try again if that is the only thing to do', () => {
    for (const [code, { status, retryAfter }] of Object.entries(ERROR_TABLE)) {
      expect({ code, fits: status >= 400 && status <= 599 }).toEqual({ code, fits: true });
      if (status === 503) expect({ code, retries: retryAfter !== undefined }).toEqual({ code, retries: true });
    }
  });

  test('programs are told the text of the row, else the message', () => {
    expect(rowOf(new SecretUnavailableError()).text).toBe(ERROR_TABLE.secret_unavailable.text);
    expect(rowOf(new RateLimitError(3)).text).toBe('Too many requests from this address: wait 3 s.');
  });

  test('an error may know better than its row when to try again', () => {
    expect([rowOf(new RateLimitError(3)).retryAfter, rowOf(new SecretUnavailableError()).retryAfter]).toEqual([3, 10]);
  });
});
