import type { Content, Writer } from './content.ts';
import type { WebhookAnswer } from './post.ts';
import { isLoopback, post } from './post.ts';
import type { RetryRules } from './retry-rules.ts';

/** Something to be told to the first of some URLs that takes it. */
export interface Parcel {
  /** In the order in which they are tried. */
  readonly urls: readonly string[];
  readonly rules: RetryRules;
  readonly timeoutMs: number;
  readonly write: Writer;
  /** What the log says that it is. */
  readonly about: { readonly event_type: string; readonly id: string };
}

/** One try. Times are milliseconds since 1970 on the simulator's clock. */
export interface Try {
  readonly url: string;
  readonly content: Content | undefined;
  readonly answer: WebhookAnswer | undefined;
  readonly startedAt: number;
  readonly finishedAt: number;
}

/** One try that reached for a URL of this machine, as `GET /_sim/webhooks` shows it. */
interface Sent {
  readonly n: number;
  readonly event_type: string;
  readonly id: string;
  readonly attempt: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it was sent. */
  readonly body: string;
  /** Null where no answer came in time. */
  readonly status: number | null;
  readonly at: number;
}

const MAX_SENT = 2_000;

export const isSuccess = (status: number | undefined): boolean => status !== undefined && status >= 200 && status < 300;

/** Hosts below .invalid never exist (RFC 6761 section 6.4). All others that are not this machine take what they get. */
export const isReachable = (url: string): boolean => URL.canParse(url) && !/(^|\.)invalid\.?$/.test(new URL(url).hostname);

const FINE: WebhookAnswer = { status: 200, headers: [['content-type', 'text/plain']], body: 'ok' };

export interface CourierSettings {
  /** The simulator's clock. */
  readonly now: () => number;
  /** The clock of the machines that webhooks are sent to, which a test control does not move. */
  readonly wallClock: () => number;
  readonly signal: AbortSignal;
}

/** Carries webhooks to URLs of this machine. For other hosts it knows what they would say: nothing leaves the machine. */
export function createCourier({ now, wallClock, signal }: CourierSettings) {
  const sent: Sent[] = [];
  let count = 0;

  /** Each try is written anew, so that its timestamp is that of its sending. */
  async function tryOnce({ write, timeoutMs, about }: Parcel, url: string, attempt: number): Promise<Try> {
    const startedAt = now();
    if (!isLoopback(url)) return { url, content: undefined, answer: isReachable(url) ? FINE : undefined, startedAt, finishedAt: now() };
    const content = write(attempt, url, String(Math.floor(wallClock() / 1000)));
    const answer = await post({ url, ...content, timeoutMs, signal });
    count += 1;
    const { headers, body } = content;
    sent.push({ n: count, ...about, attempt, url, headers, body: body.toString(), status: answer?.status ?? null, at: startedAt });
    if (sent.length >= 2 * MAX_SENT) sent.splice(0, sent.length - MAX_SENT);
    return { url, content, answer, startedAt, finishedAt: now() };
  }

  /**
   * Tries until one succeeds or the rules say that it is over.
   *
   * @param pause waits that many milliseconds of the simulator's clock
   * @returns all tries, the last one being the one that decides; undefined where the simulator closes meanwhile
   */
  async function carry(parcel: Parcel, pause: (ms: number) => Promise<void>): Promise<Try[] | undefined> {
    const { urls, rules } = parcel;
    const tries: Try[] = [];
    for (const url of urls) {
      for (let nth = 0; nth < rules.tries; nth += 1) {
        const wait = nth === 0 ? 0 : (rules.backoffMs[nth - 1] ?? 0);
        if (wait > 0) await pause(wait);
        if (signal.aborted) return undefined;
        const one = await tryOnce(parcel, url, tries.length + 1);
        tries.push(one);
        const { answer } = one;
        if (answer && (isSuccess(answer.status) || !rules.again(answer.status))) return tries;
      }
    }
    return signal.aborted ? undefined : tries;
  }

  return {
    carry,
    now,
    /** Tries with a number above `since`, oldest first. */
    sent: (since: number) => sent.slice(-MAX_SENT).filter(({ n }) => n > since),
    forget: () => void sent.splice(0),
  };
}

export type Courier = ReturnType<typeof createCourier>;
