import { z } from 'zod';
import { isAccountRead } from './account-reads.ts';

/** What shall go wrong with the next request that matches. */
export interface Fault {
  readonly method?: string;
  /** Prefix or regular expression of the path, with or without /v2. */
  readonly path?: string;
  readonly times?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it stands, anything else as JSON. */
  readonly body?: unknown;
  readonly delay_ms?: number;
  readonly drop?: 'before' | 'after_accept';
  /** The operation is carried out, whatever the answer says. */
  readonly accept?: boolean;
  readonly raw?: string;
  readonly bytes?: number;
  readonly gzip_bytes?: number;
  readonly drip_ms?: number;
}

/** What Telnyx has decided about an account; what is not named stays as it is. Without `key` it is the first account. */
export interface AccountChange {
  readonly key?: string;
  readonly balance?: string;
  readonly credit_limit?: string;
  readonly level?: 'trial' | 'paid';
  readonly verified_numbers?: readonly string[];
  readonly canadian_lookups?: boolean;
  /** Lists of numbers cannot load messaging profiles. */
  readonly profiles_are_down?: boolean;
}

/** What carriers, the registry of campaigns or Telnyx have decided about a sender; what is not named stays, null takes away. */
export interface SenderChange {
  readonly key?: string;
  readonly phone_number: string;
  /** Another provider has the number, and Telnyx its texts alone. */
  readonly hosted?: true;
  readonly status?: string;
  readonly features?: readonly string[];
  readonly campaign?: {
    readonly assignment?: string;
    readonly assignment_failure?: string;
    readonly status?: 'ACTIVE' | 'EXPIRED';
    readonly campaign_status?: string;
    readonly failure_reasons?: string;
    readonly t_mobile_suspended?: boolean;
    readonly shared?: boolean;
    readonly gone?: boolean;
    readonly brand?: { readonly status?: string; readonly identity_status?: string; readonly failure_reasons?: string };
  } | null;
  readonly toll_free?: { readonly status: string; readonly reason?: string } | null;
}

/** What a person does in Telnyx's portal. */
export interface PortalChange {
  readonly key?: string;
  /** Without an id the account's own. */
  readonly outbound_voice_profile?: { readonly id?: string; readonly destinations: readonly string[] };
  /** Gives a connection an outbound voice profile: without ids the account's own to every TeXML application, with null none. */
  readonly connection?: { readonly id?: string; readonly outbound_voice_profile_id?: string | null };
  readonly media?: readonly string[];
  readonly billing_groups?: readonly string[];
  readonly addresses?: readonly string[];
  readonly requirement_groups?: readonly string[];
  readonly tools?: readonly string[];
  readonly short_codes?: readonly string[];
}

/** One of `body`, `form`, `raw` and `raw_base64`, signed as Telnyx does unless `sign` says otherwise. */
export interface SentWebhook {
  readonly url: string;
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly raw?: string;
  readonly raw_base64?: string;
  readonly content_type?: string;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly sign?: 'good' | 'wrong key' | 'altered' | 'old' | 'none';
  readonly offset_secs?: number;
  readonly times?: number;
  readonly parallel?: number;
  readonly retries?: 'messaging' | 'voice' | 'none';
  readonly timeout_ms?: number;
}

const Requests = z.array(
  z.object({
    method: z.string(),
    /** As it arrived, neither decoded nor normalised. */
    url: z.string(),
    headers: z.record(z.string(), z.unknown()),
    body: z.unknown(),
    /** Whether the operation was carried out. */
    accepted: z.boolean(),
  }),
);
export type TelnyxRequest = z.output<typeof Requests>[number];

/** The test controls of the Telnyx simulator that an app talks to. Each throws with the simulator's answer where it refuses. */
export function telnyxControls({ telnyx }: { readonly telnyx: string }) {
  const turn = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${telnyx}/_sim${path}`, init);
    if (!response.ok) throw new Error(`${method} /_sim${path}: ${await response.text()}`);
    return response.json();
  };
  return {
    fault: (fault: Fault) => turn('POST', '/faults', fault),
    clearFaults: () => turn('DELETE', '/faults'),
    /** Forgets the requests so far, runs `work` and gives what Telnyx saw of it, without what the guard reads of the account. */
    async during(work: () => Promise<unknown>): Promise<TelnyxRequest[]> {
      await turn('DELETE', '/requests');
      await work();
      return Requests.parse(await turn('GET', '/requests')).filter((request) => !isAccountRead(request));
    },
    /** What Telnyx has seen since it was last told to forget. */
    requests: async (): Promise<TelnyxRequest[]> => Requests.parse(await turn('GET', '/requests')),
    /** Everything begins anew: accounts, time, faults and requests. */
    reset: () => turn('POST', '/reset'),
    advance: (milliseconds: number) => turn('POST', '/clock', { advance_ms: milliseconds }),
    keys: (change: { add?: string; revoke?: string; account_of?: string }) => turn('POST', '/keys', change),
    account: (change: AccountChange) => turn('POST', '/account', change),
    portal: (change: PortalChange) => turn('POST', '/portal', change),
    sender: (change: SenderChange) => turn('POST', '/senders', change),
    /** Somebody calls a number of the account. */
    ring: (incoming: { from: string; to: string }) => turn('POST', '/calls/inbound', incoming),
    /** Sends anything to a URL of this machine, and gives what it was answered last each time: null for no answer. */
    async webhook(webhook: SentWebhook): Promise<readonly (number | null)[]> {
      const { statuses } = z.object({ statuses: z.array(z.number().nullable()) }).parse(await turn('POST', '/webhooks/send', webhook));
      return statuses;
    },
    /** How events are sent from now on. */
    mischief: (change: { duplicate?: number; disorder?: boolean; hold?: boolean }) => turn('POST', '/webhooks/mischief', change),
    rotateWebhookKey: () => turn('POST', '/webhook-keys', { rotate: true }),
    /** A person sends a text; STOP, START and HELP do what they do at Telnyx. */
    async receive(message: { from: string; to: string; text: string }): Promise<string> {
      const { data } = z.object({ data: z.object({ id: z.string() }) }).parse(await turn('POST', '/messages/inbound', message));
      return data.id;
    },
  };
}
