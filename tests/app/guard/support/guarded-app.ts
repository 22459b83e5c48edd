import { z } from 'zod';
import { call, clientOf, login, type McpClient, type RunningApp, use, useStandIns } from '../../../support/index.ts';
import { startServiceGate } from '../../../support/service-gate.ts';

/** The transactions of a guarded call, as the gate before the tables sees them. */
export const RESERVING = /^POST \S*\/\$batch\n[^]*\\"sending\\"/;
export const SETTLING = /^POST \S*\/\$batch\n[^]*\\"done\\"/;
export const SENDING = /^POST \/v2\/messages\n/;
/** Everything about the guard's rows. */
export const GUARD_ROWS = /^\w+ \S*(\/guard\(|\/\$batch)/;

const COME_BACK = /^(Too many calls wait in line: nothing was done|The same call is being carried out)\./;

type Settings = Readonly<Record<string, string>>;

/** What came of one message. */
export interface Became {
  readonly kind: 'sent' | 'receipt' | 'refused' | 'cut off';
  readonly text: string;
  readonly id?: unknown;
}

const Requests = z.array(z.object({ method: z.string(), url: z.string(), body: z.unknown(), accepted: z.boolean() }));
const Body = z.object({ text: z.string() });
const MINUTE = 60_000;

/** Processes of one app, with gates before the tables and Telnyx. Nobody is asked and nothing limited, unless settings say so. */
export function useGuardedApp(settings: Settings = {}) {
  const standIns = useStandIns();
  const tables = use(() => startServiceGate(standIns.tables));
  const telnyx = use(() => startServiceGate(standIns.telnyx));
  const usual = () => ({
    TABLES_URL: tables.url,
    TELNYX_BASE_URL: `${telnyx.url}/v2`,
    DUPLICATES: 'on',
    LIMIT_RECIPIENT: 'off',
    LIMIT_MESSAGES: 'off',
    ...settings,
  });
  const app = use(() => standIns.startApp(usual()));
  const client = use(async () => ({ token: await login(app) }));
  let time = Date.now();

  return {
    standIns,
    tables,
    telnyx,
    /** The first process. */
    app,
    client,
    /** Starts another process. */
    start: (changes: Settings = {}, nodeArguments: readonly string[] = []): Promise<RunningApp> =>
      standIns.startApp({ ...usual(), PUBLIC_BASE_URL: app.url, ...changes }, { nodeArguments }),

    clientOf: (to: RunningApp): McpClient => clientOf(to, client.token),

    /** Sends a text, and says what the model reads of it. */
    async send(to: RunningApp, text: string, more: Readonly<Record<string, unknown>> = {}, token = client.token): Promise<Became> {
      const args = { from: '+13125550100', to: '+13125550111', text, ...more };
      const answer = await call(to, token, 'send_message', args).catch((error: unknown) => ({
        text: String(error),
        isCutOff: true,
        isError: true,
        structuredContent: undefined,
      }));
      const { structuredContent: content } = answer;
      const kind = 'isCutOff' in answer ? 'cut off' : answer.isError === true ? 'refused' : content?.['duplicate_of'] ? 'receipt' : 'sent';
      return { kind, text: answer.text, id: content?.['id'] };
    },

    /** Sends a text as a patient client does: again, as long as it is told to come back shortly. */
    async sendPatiently(to: RunningApp, text: string, more: Readonly<Record<string, unknown>> = {}, token?: string): Promise<Became> {
      const became = await this.send(to, text, more, token);
      return COME_BACK.test(became.text) ? this.sendPatiently(to, text, more, token) : became;
    },

    /** How often Telnyx carried each text out. */
    async sent(): Promise<ReadonlyMap<string, number>> {
      const response = await fetch(`${standIns.telnyx}/_sim/requests`);
      const counts = new Map<string, number>();
      for (const { method, url, body, accepted } of Requests.parse(await response.json())) {
        const { data } = Body.safeParse(body);
        if (method !== 'POST' || !/\/messages$/.test(url) || !accepted || !data) continue;
        counts.set(data.text, (counts.get(data.text) ?? 0) + 1);
      }
      return counts;
    },

    /** A minute goes by for the tables, whose clock stands still otherwise: whatever was under way is over. */
    letMinutePass(): void {
      time += MINUTE;
      tables.setTime(time);
    },
  };
}
