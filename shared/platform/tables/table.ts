import type { TableClient } from '@azure/data-tables';
import { z } from 'zod';
import { withDeadline } from '../async/index.ts';
import { StoreUnavailableError } from './errors.ts';

const GIVE_UP_MS = 5_000;
const TABLE_MISSING = 'TableNotFound';

/** One request, retries included; it is to end with the signal. */
type Operation<Answer> = (table: TableClient, abortSignal: AbortSignal) => Promise<Answer>;

/** What a status means that is no fault: 404, 409, 412. */
type Answers<Answer> = Readonly<Record<number, () => Answer>>;

/** Errors of every call: StoreUnavailableError, for whatever is neither an answer nor in `answers`. */
export type Ask = <Answer>(operation: Operation<Answer>, answers?: Answers<Answer>) => Promise<Answer>;

/** An error that the table service itself gave: the body names its code (Azure Tables, status and error codes). */
const Refusal = z.object({ statusCode: z.number(), details: z.object({ odataError: z.object({ code: z.string() }) }) });

/**
 * In: how to make the client. Out: a way to ask the table within 5 s. The table is made when it turns out to be missing, and not before:
 * no request pays for that question.
 */
export function createTable(connect: () => Promise<TableClient>): Ask {
  let connected: Promise<TableClient> | undefined;
  let making: Promise<void> | undefined;

  const make = (table: TableClient, abortSignal: AbortSignal) =>
    (making ??= table
      .createTable({ abortSignal })
      // Its status says nothing about the row that was asked for.
      .catch(() => Promise.reject(new StoreUnavailableError()))
      .finally(() => (making = undefined)));

  const attempt = async <Answer>(operation: Operation<Answer>, signal: AbortSignal): Promise<Answer> => {
    const table = await (connected ??= connect());
    try {
      return await operation(table, signal);
    } catch (error) {
      if (refusalOf(error)?.code !== TABLE_MISSING) throw error;
      await make(table, signal);
      return await operation(table, signal);
    }
  };

  return async <Answer>(operation: Operation<Answer>, answers: Answers<Answer> = {}) => {
    try {
      // The SDK hands the signal on to the table, but not to everything that may hang on the way, such as the managed identity.
      return await withDeadline(
        GIVE_UP_MS,
        (signal) => attempt(operation, signal),
        () => new StoreUnavailableError(),
      );
    } catch (error) {
      const refusal = refusalOf(error);
      const answer = refusal && refusal.code !== TABLE_MISSING ? answers[refusal.status] : undefined;
      if (answer) return answer();
      throw new StoreUnavailableError();
    }
  };
}

function refusalOf(error: unknown): { status: number; code: string } | undefined {
  const { data } = Refusal.safeParse(error);
  return data && { status: data.statusCode, code: data.details.odataError.code };
}
