import { z } from 'zod';
import { attempted, field, isComplete, lackingFrom, pageOf, pageQuery, path, type ToolContext } from '../../../shared/mcp/tool/index.ts';

/** What sends events: a messaging profile or a call control application, as far as events go. */
export interface Receiver {
  readonly kind: 'profile' | 'application';
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly failoverUrl: string;
  readonly version: string;
}

const Profile = z
  .object({
    id: z.string().min(1),
    name: field.text(),
    webhook_url: field.text(),
    webhook_failover_url: field.text(),
    webhook_api_version: field.text(),
  })
  .transform(({ id, name = '', webhook_url = '', webhook_failover_url = '', webhook_api_version = '' }): Receiver => ({
    kind: 'profile',
    id,
    name,
    url: webhook_url,
    failoverUrl: webhook_failover_url,
    version: webhook_api_version,
  }));

const Application = z
  .object({
    id: z.string().min(1),
    application_name: field.text(),
    webhook_event_url: field.text(),
    webhook_event_failover_url: field.text(),
    webhook_api_version: field.text(),
  })
  .transform(
    ({ id, application_name = '', webhook_event_url = '', webhook_event_failover_url = '', webhook_api_version = '' }): Receiver => ({
      kind: 'application',
      id,
      name: application_name,
      url: webhook_event_url,
      failoverUrl: webhook_event_failover_url,
      version: webhook_api_version,
    }),
  );

const LISTS = {
  profile: { at: path`/messaging_profiles`, answer: pageOf(Profile) },
  application: { at: path`/call_control_applications`, answer: pageOf(Application) },
} as const;

const PAGE_SIZE = 100;
const MOST_PAGES = 20;

/** Milliseconds for a look that an answer can do without. */
export const SIDE_LOOK_MS = 3_000;

const pageAt = ({ telnyx }: Pick<ToolContext, 'telnyx'>, kind: Receiver['kind'], page: number, withinMs?: number) =>
  telnyx.get(LISTS[kind].at, {
    query: pageQuery({ page, page_size: PAGE_SIZE }),
    answer: LISTS[kind].answer,
    ...(withinMs !== undefined && { withinMs }),
  });

/** All of a kind that the account has, with what could not be read of them. */
export async function allReceivers(context: Pick<ToolContext, 'telnyx'>, kind: Receiver['kind']): Promise<readonly Receiver[]> {
  const pages = [await pageAt(context, kind, 1)];
  for (let next = pages[0]?.next_page; next !== undefined && pages.length < MOST_PAGES; next = pages.at(-1)?.next_page) {
    pages.push(await pageAt(context, kind, next));
  }
  return lackingFrom(
    pages.flatMap(({ data }) => [...data]),
    pages,
  );
}

/** Whether events that go to this URL come here. */
export const isOurs = (url: string, { addresses }: ToolContext['inbox']): boolean =>
  [addresses.url, addresses.failoverUrl].includes(url.trim().replace(/\/$/, ''));

/**
 * Looks whether anything of the account sends its events to this inbox.
 *
 * @param kind what has to send them; undefined: either will do
 * @returns what is missing, with the next step; undefined where nothing is, or where it could not be found out
 */
export async function missingSetup(context: Pick<ToolContext, 'telnyx' | 'inbox'>, kind?: Receiver['kind']): Promise<string | undefined> {
  const [profiles, applications] = await Promise.all([
    attempted(pageAt(context, 'profile', 1, SIDE_LOOK_MS)),
    attempted(pageAt(context, 'application', 1, SIDE_LOOK_MS)),
  ]);
  if ('error' in profiles || 'error' in applications) return undefined;
  const pages = [profiles.value, applications.value];
  const ours = pages.flatMap(({ data }) => data).filter(({ url }) => isOurs(url, context.inbox));
  const isWhole = pages.every((page) => isComplete(page) && page.next_page === undefined);
  if (ours.length === 0) return isWhole ? NOTHING_CONNECTED : undefined;
  if (kind !== undefined && isWhole && !ours.some((one) => one.kind === kind)) return NOT_CONNECTED[kind];
  const old = ours.filter(({ version }) => version === '1').length;
  return old === 0 ? undefined : `${old} of ${ours.length} send webhooks of version 1, which are not taken: connect_inbox sets version 2.`;
}

const NOTHING_CONNECTED =
  'Nothing reaches this inbox: no messaging profile and no call control application of the account sends its events here. ' +
  'connect_inbox sets that up; what happened before is not in it.';

const NOT_CONNECTED = {
  profile: 'No messaging profile of the account sends its events to this inbox, so no text reaches it: connect_inbox sets that up.',
  application:
    'No call control application of the account sends its events to this inbox, so no call is heard of here: connect_inbox sets that up.',
} as const;
