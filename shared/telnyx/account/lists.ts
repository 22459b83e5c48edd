import { z } from 'zod';
import { concurrently } from '../../platform/index.ts';
import { UpstreamClientError } from '../errors.ts';
import type { Query, TelnyxClient, TelnyxPath } from '../rest/index.ts';

/** The largest page that Telnyx gives. */
const PAGE_SIZE = 250;
/** 100,000 records. An answer that promises more is not believed. */
const MOST_PAGES = 400;
const AT_ONCE = 4;

const Pages = z.coerce.number().int().min(1).max(MOST_PAGES);

const Page = z.object({
  data: z.array(z.unknown()),
  meta: z.object({ total_pages: Pages.catch(1) }).catch({ total_pages: 1 }),
});

/** A list of the account. Records that do not fit `item` are left out: Telnyx may add others. */
export interface List<Item> {
  readonly path: TelnyxPath;
  readonly item: z.ZodType<Item>;
  readonly query?: Query;
}

/** Reads all pages. */
export async function readAll<Item>(telnyx: TelnyxClient, { path, item, query }: List<Item>): Promise<Item[]> {
  const page = async (number: number) => {
    const pages = { 'page[number]': number, 'page[size]': PAGE_SIZE };
    return telnyx.get(path, { query: { ...query, ...pages }, answer: Page });
  };
  const first = await page(1);
  const others = Array.from({ length: first.meta.total_pages - 1 }, (_, at) => at + 2);
  const rest = await concurrently(others, AT_ONCE, page);
  return [first, ...rest].flatMap(({ data }) =>
    data.flatMap((record) => {
      const { success, data: fitting } = item.safeParse(record);
      return success ? [fitting] : [];
    }),
  );
}

/** The same for a list that not every account or key may see. */
export async function readIfAllowed<Item>(telnyx: TelnyxClient, list: List<Item>): Promise<Item[]> {
  try {
    return await readAll(telnyx, list);
  } catch (error) {
    if (isForbidden(error)) return [];
    throw error;
  }
}

/** Not every account or key may see every list. */
export const isForbidden = (error: unknown): boolean =>
  error instanceof UpstreamClientError && (error.status === 403 || error.status === 404);
