import { setTimeout as pause } from 'node:timers/promises';
import { AzureNamedKeyCredential, TableClient, TableServiceClient } from '@azure/data-tables';
import { z } from 'zod';
import { LOCAL_API_KEY } from '../../../../infra/local/telnyx/server.ts';
import { eventId } from '../../../../shared/inbox/event/index.ts';
import { ACCOUNT, ACCOUNT_KEY } from '../../../support/azurite.ts';
import { call, login, telnyxControls, type RunningApp, use, useStandIns } from '../../../support/index.ts';
import { startServiceGate } from '../../../support/service-gate.ts';

const OWN = '+13125550100';

/** The one write of an event. */
export const INSERTING = /^POST \S*\/\$batch\n[^]*\/inbox2\d+/;
export const ASKING_FOR_KEY = /^GET \/v2\/public_key\b/;
export const READING_KEYS = /^GET \S*\/inboxkeys\(/;
export const KEEPING_KEY = /^(?:PUT|PATCH|POST|MERGE) \S*\/inboxkeys\(/;
export const ANY_REQUEST = /./;

type Settings = Readonly<Record<string, string>>;

const Tries = z.array(z.object({ n: z.number(), event_type: z.string(), id: z.string(), url: z.string(), status: z.number().nullable() }));
const Rows = z.object({ data: z.array(z.object({ id: z.string(), application_name: z.string().optional() })) });
type Try = z.output<typeof Tries>[number];

const HOUR_MS = 3_600_000;
const EVERY_MS = 100;

/** Processes of one app behind gates, to which Telnyx sends texts and calls for real, with all its tries. */
export function useGatedInbox() {
  const standIns = useStandIns();
  const tables = use(() => startServiceGate(standIns.tables));
  const telnyx = use(() => startServiceGate(standIns.telnyx));
  const usual = () => ({ TABLES_URL: tables.url, TELNYX_BASE_URL: `${telnyx.url}/v2`, DEFAULT_ROLE: 'Owner' });
  const app = use(() => standIns.startApp(usual()));
  const owner = use(async () => ({ token: await login(app) }));
  const controls = use(() => telnyxControls(standIns));
  const tries: Try[] = [];
  const loads: { on: boolean }[] = [];
  let people = 0;

  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const headers = { authorization: `Bearer ${LOCAL_API_KEY}`, 'content-type': 'application/json' };
    const response = await fetch(`${standIns.telnyx}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return response.json();
  };
  const rowsAt = async (path: string) => Rows.parse(await ask('GET', path)).data;

  const allTries = async (): Promise<readonly Try[]> => {
    tries.push(...Tries.parse(await ask('GET', `/_sim/webhooks?since=${tries.at(-1)?.n ?? 0}`)));
    // What a test sends by hand is none of Telnyx's events.
    return tries.filter(({ event_type: type }) => type !== 'control');
  };

  /** How many rows of the feed there are of each event. */
  const rowsOfEvents = async (): Promise<Map<string, number>> => {
    const credential = new AzureNamedKeyCredential(ACCOUNT, ACCOUNT_KEY);
    const options = { allowInsecureConnection: true };
    const counts = new Map<string, number>();
    for await (const { name = '' } of new TableServiceClient(standIns.tables, credential, options).listTables()) {
      if (!/^inbox\d/.test(name)) continue;
      for await (const { rowKey = '' } of new TableClient(standIns.tables, name, credential, options).listEntities()) {
        const [kind, , id = ''] = rowKey.split('~');
        if (kind === 'f') counts.set(id, (counts.get(id) ?? 0) + 1);
      }
    }
    return counts;
  };

  return {
    standIns,
    tables,
    telnyx,
    controls,
    /** The first process. */
    app,
    /** Starts another process, which knows nothing yet. */
    start: (changes: Settings = {}): Promise<RunningApp> => standIns.startApp({ ...usual(), PUBLIC_BASE_URL: app.url, ...changes }),

    /** From now on events go to the first one, and where it does not take them, to the second one. */
    async route(first: RunningApp, second: RunningApp): Promise<void> {
      const [url, failover] = [`${first.url}/webhooks/telnyx`, `${second.url}/webhooks/telnyx/failover`];
      for (const { id } of await rowsAt('/v2/messaging_profiles')) {
        await ask('PATCH', `/v2/messaging_profiles/${id}`, { webhook_url: url, webhook_failover_url: failover, webhook_api_version: '2' });
      }
      for (const { id, application_name } of await rowsAt('/v2/call_control_applications')) {
        const changes = { application_name, webhook_event_url: url, webhook_event_failover_url: failover, webhook_api_version: '2' };
        await ask('PATCH', `/v2/call_control_applications/${id}`, changes);
      }
    },

    somebody: (): string => `+1312555${String(1_000 + people++)}`,

    text: (from: string, text: string): Promise<string> => controls.receive({ from, to: OWN, text }),

    /**
     * Texts and, where they are wanted, calls come in, until it is stopped.
     *
     * @returns its end, with what each person wrote
     */
    load(withCalls: boolean, everyMs = EVERY_MS) {
      const persons = Array.from({ length: 6 }, () => this.somebody());
      const written = new Map<string, string[]>(persons.map((person) => [person, []]));
      const running = { on: true };
      loads.push(running);
      const work = (async () => {
        for (let count = 0; running.on; count++) {
          const person = persons[count % persons.length] ?? '';
          const words = `text ${count}.`;
          written.get(person)?.push(words);
          await this.text(person, words);
          if (withCalls && count % 4 === 0) await controls.ring({ from: person, to: OWN });
          await pause(everyMs);
        }
      })();
      return async () => {
        running.on = false;
        await work;
        return written;
      };
    },

    /** A new key signs from now on, and it alone. */
    async changeKey(): Promise<void> {
      await controls.rotateWebhookKey();
      await controls.advance(HOUR_MS + 1_000);
    },

    /** How often each status came since this try; `null` is no answer. */
    async statuses(from: number): Promise<ReadonlyMap<number | null, number>> {
      const counts = new Map<number | null, number>();
      for (const { n, status } of await allTries()) if (n > from) counts.set(status, (counts.get(status) ?? 0) + 1);
      return counts;
    },
    lastTry: async (): Promise<number> => (await allTries()).at(-1)?.n ?? 0,

    /**
     * Waits until so many texts that were first sent after this try are there: each was answered 200, or lies in the tables, and the answer
     * came too late for Telnyx.
     *
     * @returns events that lie in the tables otherwise than once: none, if all is well
     */
    async lostOrDoubled(from: number, texts: number, patienceMs = 40_000): Promise<readonly string[]> {
      const end = Date.now() + patienceMs;
      const events = new Map<string, { type: string; taken: boolean }>();
      let rows = new Map<string, number>();
      const rowsOf = (id: string) => rows.get(eventId({ data: { id, event_type: 'any' } })) ?? 0;
      const received = () => [...events.values()].filter(({ type }) => type === 'message.received').length;
      const isDone = async () => {
        if (received() < texts) return false;
        rows = await rowsOfEvents();
        return [...events].every(([id, { taken }]) => taken || rowsOf(id) > 0);
      };
      do {
        await pause(200);
        const earlier = new Set<string>();
        for (const { n, id, event_type: type, status } of await allTries()) {
          if (n <= from) earlier.add(id);
          else if (!earlier.has(id)) events.set(id, { type, taken: status === 200 || events.get(id)?.taken === true });
        }
      } while (!(await isDone()) && Date.now() < end);
      rows = await rowsOfEvents();
      const odd = [...events].filter(([id]) => rowsOf(id) !== 1);
      return [
        ...(received() === texts ? [] : [`${received()} texts came in place of ${texts}`]),
        ...odd.map(([id, { type, taken }]) => `${type} ${taken ? '' : 'not taken, '}${rowsOf(id)} rows`),
      ];
    },

    /** What the person wrote, as a model reads it. */
    async read(at: RunningApp, peer: string): Promise<readonly string[]> {
      const { structuredContent, text } = await call(at, owner.token, 'get_conversation', { own: OWN, peer, limit: 50 });
      const { data } = z.object({ lines: z.array(z.string()) }).safeParse(structuredContent);
      if (!data) throw new Error(text);
      return data.lines.flatMap((line) => /they: “([^”]*)”/.exec(line)?.[1] ?? []);
    },

    /** Gates and simulator are as usual again. */
    async restore(): Promise<void> {
      tables.restore();
      telnyx.restore();
      await controls.clearFaults();
    },
    /** Ends what a test that failed left running. */
    endLoads: () => {
      for (const load of loads.splice(0)) load.on = false;
    },
  };
}
