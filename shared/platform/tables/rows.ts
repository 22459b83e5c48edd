import { z } from 'zod';
import { StoreUnavailableError } from './errors.ts';
import type { Ask } from './table.ts';

/** Keys of a row in the terms of Azure Tables. */
export interface RowKeys {
  readonly partitionKey: string;
  readonly rowKey: string;
}

const PAGE_SIZE = 500;

/** Whatever answers without these is not the table service: its word is not taken for a row, nor for the want of one. */
const Row = z.looseObject({ etag: z.string().min(1) });
const PageRow = Row.extend({ partitionKey: z.string(), rowKey: z.string() });

const Listed = z.object({ value: z.array(z.unknown()) });

type Row = z.output<typeof Row>;
type PageRow = z.output<typeof PageRow>;

/** In: keys; names of properties, all where none are given. Out: the row; undefined where there is none. Errors: StoreUnavailableError. */
export function readRow(ask: Ask, { partitionKey, rowKey }: RowKeys, select?: string[]): Promise<Row | undefined> {
  const queryOptions = select && { select };
  return ask<Row | undefined>(
    async (table, abortSignal) =>
      Row.parse(await table.getEntity(partitionKey, rowKey, { abortSignal, ...(queryOptions && { queryOptions }) })),
    { 404: () => undefined },
  );
}

/** In: an OData filter; names of properties. Out: page after page of rows, each asked for with a time limit of its own. */
export async function* readPages(ask: Ask, filter: string, select?: string[]): AsyncGenerator<readonly PageRow[]> {
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
      const pages = rows.byPage({ maxPageSize: PAGE_SIZE, ...(from !== undefined && { continuationToken: from }) });
      const page = await pages.next();
      // The SDK makes an empty page of whatever else is answered with 200.
      if (page.done === true || !Listed.safeParse(body).success) throw new StoreUnavailableError();
      return { rows: z.array(PageRow).parse(page.value), next: page.value.continuationToken };
    });
    yield page.rows;
    continuationToken = page.next;
  } while (continuationToken !== undefined);
}
