import { z } from 'zod';
import { attempted, field, OpenRecord, pageOf, pageQuery, path, type ToolContext } from '../../../shared/mcp/tool/index.ts';
import { isOurs, SIDE_LOOK_MS } from './receivers.ts';
import { momentOf } from './times.ts';

const Failed = pageOf(
  z.object({
    started_at: field.text(),
    webhook: OpenRecord.optional().catch(undefined),
    attempts: field.list(z.object({ http: field.object({ request: field.object({ url: field.text() }) }) })),
  }),
);

const LARGEST_PAGE = 50;

/**
 * Looks for events that Telnyx could not deliver to this inbox, such as during an outage.
 *
 * @param since milliseconds since the epoch
 * @param about numbers; only events that name one of them count. Empty: all count
 * @returns what is missing, with the next step; undefined where nothing is, or where it could not be found out
 */
export async function missedEvents(
  { telnyx, inbox }: Pick<ToolContext, 'telnyx' | 'inbox'>,
  since: number,
  about: readonly string[],
): Promise<string | undefined> {
  const found = await attempted(
    telnyx.get(path`/webhook_deliveries`, {
      query: {
        'filter[status][eq]': 'failed',
        'filter[started_at][gte]': new Date(since).toISOString(),
        ...pageQuery({ page: 1, page_size: LARGEST_PAGE }),
      },
      answer: Failed,
      withinMs: SIDE_LOOK_MS,
    }),
  );
  if ('error' in found) return undefined;
  const missed = found.value.data.filter(
    ({ attempts = [], webhook }) =>
      attempts.some(({ http }) => isOurs(http?.request?.url ?? '', inbox)) &&
      (about.length === 0 || about.some((number) => JSON.stringify(webhook ?? {}).includes(number))),
  );
  if (missed.length === 0) return undefined;
  const times = missed.flatMap(({ started_at }) => Date.parse(started_at ?? '') || []).sort((one, other) => one - other);
  const [first, last] = [times[0], times.at(-1)];
  const when = first === undefined || last === undefined ? '' : ` between ${momentOf(first)} and ${momentOf(last)}`;
  const many = found.value.next_page === undefined ? '' : 'At least ';
  return `${many}${missed.length} ${missed.length === 1 ? 'event' : 'events'}${when} could not be delivered to this inbox: list_webhook_deliveries status=failed shows them.`;
}
