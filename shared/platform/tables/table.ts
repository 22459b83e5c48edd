import type { TableClient } from '@azure/data-tables';
import { z } from 'zod';
import { withDeadline } from '../async/index.ts';
import { azureProblem } from '../errors/index.ts';
import { StoreUnavailableError } from './errors.ts';

const GIVE_UP_MS = 5_000;
const TABLE_MISSING = 'TableNotFound';

/** One request with its retries. It must end with the signal. */
type Operation<Answer> = (table: TableClient, abortSignal: AbortSignal) => Promise<Answer>;

/** The results for statuses that are expected: 404, 409, 412. */
type Answers<Answer> = Readonly<Record<number, () => Answer>>;

/** @throws {@link StoreUnavailableError} for every answer that is neither good nor in `answers`. */
export type Ask = <Answer>(operation: Operation<Answer>, answers?: Answers<Answer>) => Promise<Answer>;

/** An error of the table service itself: the body names its code (Azure Tables, status and error codes). Of a transaction, the SDK reads it. */
const ServiceError = z.union([
  z.object({ statusCode: z.number(), details: z.object({ odataError: z.object({ code: z.string() }) }) }),
  z.object({ statusCode: z.number(), details: z.undefined().optional(), code: z.string() }),
]);

/**
 * Asks the table within 5 s. A missing table is created when a request finds that out, so no request has to check first.
 *
 * @param connect Makes the client.
 */
export function createTable(connect: () => Promise<TableClient>): Ask {
  let connected: Promise<TableClient> | undefined;
  let making: Promise<void> | undefined;

  const make = (table: TableClient, abortSignal: AbortSignal) =>
    (making ??= table
      .createTable({ abortSignal })
      // The status of this request says nothing about the row.
      .catch((error: unknown) => Promise.reject(new StoreUnavailableError(azureProblem(error))))
      .finally(() => (making = undefined)));

  const attempt = async <Answer>(operation: Operation<Answer>, signal: AbortSignal): Promise<Answer> => {
    const table = await (connected ??= connect());
    try {
      return await operation(table, signal);
    } catch (error) {
      if (serviceError(error)?.code !== TABLE_MISSING) throw error;
      await make(table, signal);
      return await operation(table, signal);
    }
  };

  return async <Answer>(operation: Operation<Answer>, answers: Answers<Answer> = {}) => {
    try {
      // The SDK passes the signal to the table, but not to everything that may hang before, such as the managed identity.
      return await withDeadline(
        GIVE_UP_MS,
        (signal) => attempt(operation, signal),
        () => new StoreUnavailableError('unreachable'),
      );
    } catch (error) {
      const found = serviceError(error);
      const answer = found && found.code !== TABLE_MISSING ? answers[found.status] : undefined;
      if (answer) return answer();
      throw error instanceof StoreUnavailableError ? error : new StoreUnavailableError(azureProblem(error));
    }
  };
}

function serviceError(error: unknown): { status: number; code: string } | undefined {
  const { data } = ServiceError.safeParse(error);
  return data && { status: data.statusCode, code: data.details === undefined ? data.code : data.details.odataError.code };
}
