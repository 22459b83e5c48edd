import { expect } from '@jest/globals';
import { AwsClient } from 'aws4fetch';
import Telnyx, { type ClientOptions } from 'telnyx';
import { z } from 'zod';
import { LOCAL_API_KEY } from '../../infra/local/telnyx/server.ts';
import { run } from '../support/running-app.ts';
import { sendControl } from '../support/simulator.ts';
import type { Sdk } from '../tools/support/proof.ts';
import { issuesOf } from './telnyx/harness.ts';

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
export async function startSdk(): Promise<Sdk> {
  const standIns = run('infra/local/stand-ins-command.ts', ['--json', '--memory']);
  const [text] = await standIns.line(/^\{.*\}$/);
  const { urls, env } = StandIns.parse(JSON.parse(text));
  const base = urls.telnyx;
  const newClient = (options: ClientOptions) =>
    new Telnyx({ apiKey: LOCAL_API_KEY, baseURL: `${base}/v2`, maxRetries: 0, fetch: checkedFetch, ...options });
  const control = (path: string, body: object) => sendControl(base, path, body);
  return {
    client: newClient({}),
    newClient,
    Telnyx,
    expect,
    holds: (actual, wanted) => expect(actual).toMatchObject(withMatchers(wanted)),
    control,
    advance: (ms) => control('/clock', { advance_ms: ms }),
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

/** Every RegExp becomes a matcher of texts. */
function withMatchers<T>(wanted: T): T;
function withMatchers(wanted: unknown): unknown {
  if (wanted instanceof RegExp) return expect.stringMatching(wanted);
  if (Array.isArray(wanted)) return wanted.map((item: unknown) => withMatchers(item));
  if (typeof wanted !== 'object' || wanted === null) return wanted;
  return Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, withMatchers(value)]));
}
