import { isRecord } from '../json/index.ts';

/** Members with the URL to which events go: `webhook_url`, `status_callback`, `webhook_event_failover_url`. */
const RECEIVES = /webhook|callback|event/i;
/** Members with what Telnyx or a browser fetches: nothing is sent there. */
const FETCHED = /(?:^|_)(?:media|audio|image|img|logo|icon|avatar|photo|picture|video|file|document)s?(?:_|$)/i;
/** Values that fill templates of an assistant. No template may name a host. */
const VARIABLES = /^dynamic_variables$/i;
const HOST = /(?:^|_)host(?:name)?$/i;

const WEB = /^\s*(?:https?|wss?):/i;
const HOST_ALONE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?$/i;

/** The depth limit of a message. */
const DEEPEST = 64;

/** @param media inside of something that is fetched */
type Place = { readonly name: string; readonly depth: number; readonly media: boolean };

/**
 * Finds the hosts to which settings would send something: events, words of a conversation, what a tool of an assistant was given. At the top,
 * the name of an argument must say so; deeper, every URL counts that is not media, because settings have more members than are known here.
 *
 * @param settings arguments of a tool, or settings as Telnyx has them
 * @returns each host once, in lower case and without its port
 */
export function receiverHosts(settings: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  return new Set(hostsIn(settings, { name: '', depth: 0, media: false }));
}

function* hostsIn(value: unknown, { name, depth, media }: Place): Generator<string> {
  if (depth > DEEPEST) return;
  if (typeof value === 'string') {
    const host = depth === 1 && !RECEIVES.test(name) ? undefined : media ? undefined : hostOf(value, name);
    if (host !== undefined) yield host;
  } else if (Array.isArray(value)) {
    // A list of URLs is no deeper than one URL.
    for (const item of value) yield* hostsIn(item, { name, depth: typeof item === 'string' ? depth : depth + 1, media });
  } else if (isRecord(value)) {
    const typed = typeof value['type'] === 'string' && FETCHED.test(value['type']);
    for (const [member, inner] of Object.entries(value)) {
      if (VARIABLES.test(member)) continue;
      const fetched = (media || FETCHED.test(member) || (typed && member === 'value')) && !RECEIVES.test(member);
      yield* hostsIn(inner, { name: member, depth: depth + 1, media: fetched });
    }
  }
}

function hostOf(value: string, name: string): string | undefined {
  if (HOST.test(name) && HOST_ALONE.test(value)) return withoutDot(new URL(`https://${value}`).hostname);
  if (!WEB.test(value)) return undefined;
  if (URL.canParse(value)) return withoutDot(new URL(value).hostname);
  // A host that no parser reads is none that is known.
  return /^\s*\w+:[/\\]*([^/\\?#]{1,253})/.exec(value)?.[1]?.toLowerCase();
}

const withoutDot = (host: string) => host.replace(/\.$/, '');
