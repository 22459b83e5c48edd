import { expect } from '@jest/globals';
import { AwsClient } from 'aws4fetch';
import Telnyx, { type ClientOptions } from 'telnyx';
import { z } from 'zod';
import { LOCAL_API_KEY } from '../../../infra/local/telnyx/server.ts';
import { run } from '../../support/running-app.ts';
import { turnKnob } from '../../support/simulator.ts';
import { issuesOf } from '../telnyx/harness.ts';

/** Telnyx's own SDK, pointed at a simulator in another process. */
export interface Judge {
  readonly telnyx: Telnyx;
  /** Another client of the same simulator. */
  readonly client: (options: ClientOptions) => Telnyx;
  /** Uses a test control: POSTs `body` to a path below /_sim, and gives its answer. */
  readonly knob: (path: string, body: object) => Promise<unknown>;
  /** Moves the simulator's clock on. */
  readonly advance: (ms: number) => Promise<unknown>;
  /** `METHOD /path?query` below /v2 of every request so far that was carried out. */
  readonly accepted: () => Promise<string[]>;
  /** A signed request to the Cloud Storage of a region; `path` is `bucket/key`. */
  readonly s3: (region: string, path: string, init: RequestInit) => Promise<Response>;
  readonly stop: () => Promise<void>;
}

/** Per operation (`METHOD /path/template`): the SDK calls it and is content with the answer. */
export type Proofs = Readonly<Record<string, (judge: Judge) => Promise<unknown>>>;

const StandIns = z.object({ urls: z.object({ telnyx: z.url() }), env: z.object({ TELNYX_STORAGE_URL: z.string() }) });
const Log = z.array(z.object({ method: z.string(), url: z.string(), accepted: z.boolean() }));

/** A fetch whose answers must be as Telnyx's document has them. */
const checkedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  const { pathname, search } = new URL(response.url);
  const path = `${pathname.slice('/v2'.length)}${search}`;
  const json: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const issues = issuesOf(init?.method ?? 'GET', path, { status: response.status, json });
  if (issues.length > 0) throw new Error(`${path} answered ${response.status}: ${issues.join('; ')}`);
  return response;
};

/** Starts the stand-ins with fresh state on free ports. */
export async function startJudge(): Promise<Judge> {
  const standIns = run('infra/local/stand-ins-command.ts', ['--json', '--memory']);
  const [text] = await standIns.line(/^\{.*\}$/);
  const { urls, env } = StandIns.parse(JSON.parse(text));
  const base = urls.telnyx;
  const client = (options: ClientOptions) =>
    new Telnyx({ apiKey: LOCAL_API_KEY, baseURL: `${base}/v2`, maxRetries: 0, fetch: checkedFetch, ...options });
  const knob = (path: string, body: object) => turnKnob(base, path, body);
  return {
    telnyx: client({}),
    client,
    knob,
    advance: (ms) => knob('/clock', { advance_ms: ms }),
    accepted: async () => {
      const log = Log.parse(await (await fetch(`${base}/_sim/requests`)).json());
      return log.filter(({ accepted }) => accepted).map(({ method, url }) => `${method} ${url.replace(/^\/v2(?=\/)/, '')}`);
    },
    s3: (region, path, init) => {
      const aws = new AwsClient({ accessKeyId: LOCAL_API_KEY, secretAccessKey: 'unused', service: 's3', region });
      return aws.fetch(`${env.TELNYX_STORAGE_URL.replace('{region}', region)}/${path}`, init);
    },
    stop: () => standIns.stop(),
  };
}

type Matcher = ReturnType<typeof expect.stringMatching>;
type Wanted<T> = T extends readonly (infer Item)[]
  ? readonly (Wanted<Item> | Matcher)[]
  : T extends object
    ? { readonly [Name in keyof T]?: Wanted<T[Name]> | Matcher }
    : T;

/** What the SDK gave has these values. Only names that its types know can be asked for. */
export function holds<T extends object>(actual: T | undefined, wanted: Wanted<NoInfer<T>>): void {
  expect(actual).toMatchObject(wanted);
}

/** A value that must be there, such as an id that the next request needs. */
export function given<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('The SDK gave no value.');
  return value;
}

export const ISO_TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$/);
export const UUID = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
