import { isRecord } from '../../platform/index.ts';
import type { Operation, Schema } from './operation.ts';

type Members = Readonly<Record<string, unknown>>;

/** How to go on after the last record of an answer. */
export interface NextPage {
  /** To be added to the arguments, in place of those of the same name. */
  readonly arguments?: Members;
  /** How many records of the next answer this one has already. */
  readonly skip?: number;
  /** There is more, and the operation has no argument that leads there. */
  readonly isOutOfReach?: true;
}

interface Page {
  readonly query: Readonly<Record<string, Schema>>;
  readonly args: Members;
  readonly root: Members;
  /** What tells of pages beside the records. */
  readonly meta: Members;
  /** Records of this answer. */
  readonly count: number;
}

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function numberIn(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

const first = <Value>(...values: readonly (Value | undefined)[]): Value | undefined => values.find((value) => value !== undefined);
const recordIn = (value: unknown): Members => (isRecord(value) ? value : {});

/**
 * @param args of the call that was answered
 * @param answer the whole answer
 * @param count how many records it has
 * @returns undefined after the last page
 */
export function nextPage({ query }: Operation, args: Members, answer: unknown, count: number): NextPage | undefined {
  const root = recordIn(answer);
  const meta = [root['meta'], root['metadata'], root['pagination']].find(isRecord) ?? {};
  const page: Page = { query: query?.properties ?? {}, args, root, meta, count };
  if (meta['has_next'] === false || meta['has_more'] === false) return undefined;
  const found = byCursor(page) ?? byLink(page) ?? byNumber(page) ?? byLimit(page);
  return found === 'last' ? undefined : found;
}

type Found = NextPage | 'last' | undefined;

const withinPage = ({ args }: Page, change: Members): Members => {
  const { number: _number, after: _after, before: _before, ...size } = recordIn(args['page']);
  return { page: { ...size, ...change } };
};

/** Where a cursor goes. */
const CURSORS: Readonly<Record<string, (page: Page, cursor: string) => Members>> = {
  page_cursor: (_page, page_cursor) => ({ page_cursor }),
  cursor: (_page, cursor) => ({ cursor }),
  page: (page, after) => withinPage(page, { after }),
};

function byCursor(page: Page): Found {
  const { query, args, meta } = page;
  const cursors = recordIn(meta['cursors']);
  const cursor = first(...[cursors['after'], meta['next_cursor'], meta['page_cursor'], meta['cursor']].map(textIn));
  if (cursor === undefined) return 'cursors' in meta || 'has_next' in meta || 'has_more' in meta ? lastOf(page) : undefined;
  const place = Object.keys(CURSORS).find((name) => query[name]?.type === (name === 'page' ? 'object' : 'string'));
  const make = place === undefined ? undefined : CURSORS[place];
  if (!make) return { isOutOfReach: true };
  // The cursor of this page itself leads nowhere.
  const given = [args['page_cursor'], args['cursor'], recordIn(args['page'])['after']];
  return given.includes(cursor) ? 'last' : { arguments: make(page, cursor) };
}

/** Whether a link still leads on where no cursor does. */
const lastOf = ({ meta, root }: Page): Found => (textIn(meta['next'] ?? root['next_page_uri']) === undefined ? 'last' : undefined);

const PAGE_NAME = /^(?:page|cursor)/i;

function byLink({ query, meta, root, args }: Page): Found {
  const name = 'next_page_uri' in root ? 'next_page_uri' : 'next';
  const members = name in root ? root : meta;
  if (!(name in members)) return undefined;
  const link = textIn(members[name]);
  if (link === undefined) return 'last';
  const [, search = ''] = link.split('?', 2);
  const next: Record<string, unknown> = {};
  for (const [key, value] of new URLSearchParams(search)) {
    const [outer = '', inner] = key.split(/[[\]]+/).filter(Boolean);
    if (!PAGE_NAME.test(outer) || !Object.hasOwn(query, outer)) continue;
    next[outer] = inner === undefined ? value : { ...recordIn(args[outer]), ...recordIn(next[outer]), [inner]: value };
  }
  return Object.keys(next).length === 0 ? { isOutOfReach: true } : { arguments: next };
}

/** Arguments that say how many records a page has. */
const SIZES = ['recordsPerPage', 'per_page', 'page_size', 'PageSize'];

function byNumber(page: Page): Found {
  const { query, args, root, meta, count } = page;
  const isNested = query['page']?.type === 'object' && query['page'].properties?.['number'] !== undefined;
  const name = isNested ? 'page' : ['page', 'page_number', 'Page'].find((each) => query[each]?.type === 'integer');
  const pages = numberIn(meta['total_pages']);
  const total = first(...[meta['total_results'], meta['total_items'], root['totalRecords'], root['total_records']].map(numberIn));
  if (name === undefined) return (pages ?? 1) > 1 || (total ?? 0) > count ? { isOutOfReach: true } : undefined;
  const inside = recordIn(args['page']);
  const asked = numberIn(isNested ? inside['number'] : args[name]);
  const start = name === 'Page' ? 0 : 1;
  const current = first(numberIn(meta['page_number']), numberIn(root['page']), asked) ?? start;
  const sizeName = SIZES.find((each) => query[each] !== undefined) ?? '';
  const sizeSchema = isNested ? query['page']?.properties?.['size'] : query[sizeName];
  const size = first(
    ...[meta['page_size'], root['page_size'], isNested ? inside['size'] : args[sizeName], sizeSchema?.default].map(numberIn),
  );
  const isLast =
    pages !== undefined
      ? current >= pages
      : total !== undefined && size !== undefined
        ? (current + 1 - start) * size >= total
        : count === 0 || size === undefined || count < size;
  if (isLast) return 'last';
  return { arguments: isNested ? withinPage(page, { number: current + 1 }) : { [name]: current + 1 } };
}

function byLimit({ query, args, count }: Page): Found {
  const limit = numberIn(args['limit'] ?? query['limit']?.default);
  if (limit === undefined || limit === 0 || count < limit) return undefined;
  if (query['offset']?.type === 'integer') return { arguments: { offset: (numberIn(args['offset']) ?? 0) + count } };
  // Without an offset, only a longer list has the others.
  const most = query['limit']?.maximum ?? Infinity;
  return limit >= most ? { isOutOfReach: true } : { arguments: { limit: Math.min(2 * limit, most) }, skip: count };
}
