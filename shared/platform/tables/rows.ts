import { z } from 'zod';
import { StoreUnavailableError } from './errors.ts';
import type { Ask } from './table.ts';

/** Keys of a row in the terms of Azure Tables. */
export interface RowKeys {
  readonly partitionKey: string;
  readonly rowKey: string;
}

const PAGE_SIZE = 500;

/** What the table service always sends. An answer without them proves neither that a row exists nor that it does not. */
const Row = z.looseObject({ etag: z.string().min(1) });
const PageRow = Row.extend({ partitionKey: z.string(), rowKey: z.string() });

const Listed = z.object({ value: z.array(z.unknown()) });

type Row = z.output<typeof Row>;
export type PageRow = z.output<typeof PageRow>;

/**
 * @param select Names of properties; all by default.
 * @returns The row, or undefined if there is none.
 * @throws {@link StoreUnavailableError}
 */
export function readRow(ask: Ask, { partitionKey, rowKey }: RowKeys, select?: string[]): Promise<Row | undefined> {
  const queryOptions = select && { select };
  return ask<Row | undefined>(
    async (table, abortSignal) =>
      Row.parse(await table.getEntity(partitionKey, rowKey, { abortSignal, ...(queryOptions && { queryOptions }) })),
    { 404: () => undefined },
  );
}

/**
 * Reads page after page, each with its own time limit.
 *
 * @param filter An OData filter.
 * @param select Names of properties; all by default.
 * @param pageSize Rows of one page, 1,000 at most. A page may have fewer, even none, while more follow.
 * @throws {@link StoreUnavailableError}
 */
export async function* readPages(ask: Ask, filter: string, select?: string[], pageSize = PAGE_SIZE): AsyncGenerator<readonly PageRow[]> {
  let continuationToken: string | undefined;
  do {
    const from = continuationToken;
    const page = await ask(async (table, abortSignal) => {
      let body: unknown;
      const rows = table.listEntities<object>({
        abortSignal,
        queryOptions: { filter, ...(select && { select }) },
        onResponse(response) {
          body = response.parsedBody;
        },
      });
      const pages = rows.byPage({ maxPageSize: pageSize, ...(from !== undefined && { continuationToken: from }) });
      const page = await pages.next();
      // The SDK turns any other answer with status 200 into an empty page.
      if (page.done === true || !Listed.safeParse(body).success) throw new StoreUnavailableError();
      return { rows: z.array(PageRow).parse(page.value), next: page.value.continuationToken };
    });
    yield page.rows;
    continuationToken = page.next;
  } while (continuationToken !== undefined);
}
