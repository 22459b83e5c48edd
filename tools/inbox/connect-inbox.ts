import { z } from 'zod';
import { attempted, defineTool, field, inBatches, InputError, path, type ToolContext } from '../../shared/mcp/tool/index.ts';
import { allReceivers, isOurs, type Receiver } from './support/receivers.ts';

/** Telnyx takes a few changes each second. */
const PACE = { size: 4, pauseMs: 500 };

const Settings = field.object({ url: field.text(), failover: field.text(), version: field.text() });

const Shown = z.object({
  kind: z.string(),
  id: z.string(),
  name: z.string(),
  before: Settings,
  after: Settings,
  left: field.texts().describe('URLs of others, which stay'),
  error: field.text().describe('Why it was not changed'),
});

export const connectInbox = defineTool({
  name: 'connect_inbox',
  title: 'Connect the inbox',
  // It overwrites settings, so clients ask a person first, each time, and CONFIRM_DESTRUCTIVE can make that a form or the page. With `replace`, it
  // is the page in any case: others lose their events.
  risk: 'destructive',
  guard: { redirects: ['replace'] },
  description:
    'Let texts, deliveries and calls arrive in the inbox: sets webhook URL, failover URL and API version 2 of messaging profiles and call control applications. ' +
    'Leaves URLs of others as they are, unless replace. Shows each before → after.',
  input: z.object({
    profile_ids: z.array(field.Uuid).min(1).max(100).optional().describe('Default: all, with all applications'),
    application_ids: z.array(field.NumericId).min(1).max(100).optional(),
    replace: z.boolean().default(false).describe("Others' URLs too: they get nothing any more"),
  }),
  output: z.object({
    changed: field.count(),
    right_already: field.count(),
    left_to_others: field.count(),
    receivers: field.list(Shown).describe('Those that are not right already'),
    incomplete: field.text(),
  }),
  timeoutMs: 55_000,
  howToCheck: 'Call it again: what is right already is left as it is.',
  run: async ({ profile_ids, application_ids, replace }, context) => {
    const { inbox } = context;
    if (!inbox.addresses.reachable) throw new InputError(UNREACHABLE);
    const isAll = profile_ids === undefined && application_ids === undefined;
    const [profiles, applications] = await Promise.all([
      isAll || profile_ids !== undefined ? allReceivers(context, 'profile') : [],
      isAll || application_ids !== undefined ? allReceivers(context, 'application') : [],
    ]);
    const wanted = [...chosen(profiles, profile_ids, 'profile'), ...chosen(applications, application_ids, 'application')];
    if (wanted.length === 0) throw new InputError(NOTHING_THERE);
    const plans = wanted.map((receiver) => planFor(receiver, inbox, replace));
    const results = await inBatches(context, plans, PACE, async (plan) => ({ ...plan, ...(await carriedOut(context, plan)) }));
    const failed = results.flatMap((result) => (result.error === undefined ? [] : [result.error]));
    const [first] = failed;
    const changed = results.filter(({ error, changes }) => error === undefined && changes.length > 0).length;
    if (first !== undefined && changed === 0) throw first;
    return {
      changed,
      right_already: results.filter(({ changes, left }) => changes.length === 0 && left.length === 0).length,
      left_to_others: results.filter(({ left }) => left.length > 0).length,
      receivers: results.filter(({ changes, left }) => changes.length > 0 || left.length > 0).map(shown),
      ...(failed.length > 0 && {
        incomplete: `${failed.length} of ${results.length} could not be changed: see error. Call again for them.`,
      }),
    };
  },
});

const UNREACHABLE =
  'The address of this server is on this machine (localhost), where Telnyx cannot reach it. Deploy it, or give it a public address (PUBLIC_BASE_URL).';

const NOTHING_THERE = 'The account has no messaging profile and no call control application: create_messaging_profile makes one.';

function chosen(all: readonly Receiver[], ids: readonly string[] | undefined, kind: Receiver['kind']): readonly Receiver[] {
  if (ids === undefined) return all;
  const missing = ids.filter((id) => !all.some((receiver) => receiver.id === id));
  if (missing.length === 0) return all.filter(({ id }) => ids.includes(id));
  const list = kind === 'profile' ? 'list_messaging_profiles' : 'list_call_control_applications';
  throw new InputError(`${kind}_ids: There is no ${kind} ${missing.join(', ')}: ${list} has them.`);
}

/** One setting that changes. */
interface Change {
  readonly what: 'url' | 'failover' | 'version';
  readonly before: string;
  readonly after: string;
}

interface Plan {
  readonly receiver: Receiver;
  readonly changes: readonly Change[];
  /** URLs of others that stay. */
  readonly left: readonly string[];
}

/** Without its main URL, the rest of the settings would change what somebody else gets. */
function planFor(receiver: Receiver, inbox: ToolContext['inbox'], replace: boolean): Plan {
  const { url, failoverUrl, version } = receiver;
  const isForeign = (one: string) => one !== '' && !isOurs(one, inbox);
  if (isForeign(url) && !replace) return { receiver, changes: [], left: [url] };
  const keepsFailover = isForeign(failoverUrl) && !replace;
  const wanted: Change[] = [
    { what: 'url', before: url, after: inbox.addresses.url },
    ...(keepsFailover ? [] : [{ what: 'failover', before: failoverUrl, after: inbox.addresses.failoverUrl } as const]),
    { what: 'version', before: version, after: '2' },
  ];
  return { receiver, changes: wanted.filter(({ before, after }) => before !== after), left: keepsFailover ? [failoverUrl] : [] };
}

const Changed = z.object({ id: field.text() });

/** How each kind calls the settings. Telnyx requires name and URL of an application in every change. */
const MEMBERS = {
  profile: { url: 'webhook_url', failover: 'webhook_failover_url', version: 'webhook_api_version' },
  application: { url: 'webhook_event_url', failover: 'webhook_event_failover_url', version: 'webhook_api_version' },
} as const;

async function carriedOut({ telnyx, inbox }: ToolContext, { receiver, changes }: Plan): Promise<{ readonly error: Error | undefined }> {
  if (changes.length === 0) return { error: undefined };
  const { kind, id, name } = receiver;
  const settings = Object.fromEntries(changes.map(({ what, after }) => [MEMBERS[kind][what], after]));
  const answer = field.data(Changed, 'id');
  const change =
    kind === 'profile'
      ? telnyx.patch(path`/messaging_profiles/${id}`, { body: settings, answer })
      : telnyx.patch(path`/call_control_applications/${id}`, {
          body: { application_name: name, webhook_event_url: inbox.addresses.url, ...settings },
          answer,
        });
  const made = await attempted(change);
  return { error: 'error' in made ? made.error : undefined };
}

function shown({ receiver, changes, left, error }: Plan & { readonly error: Error | undefined }): z.input<typeof Shown> {
  const { kind, id, name } = receiver;
  return {
    kind,
    id,
    name,
    before: Object.fromEntries(changes.map(({ what, before }) => [what, before === '' ? 'none' : before])),
    ...(error === undefined ? { after: Object.fromEntries(changes.map(({ what, after }) => [what, after])) } : { error: error.message }),
    ...(left.length > 0 && { left: [...left] }),
  };
}
