import { randomUUID } from 'node:crypto';
import { beforeAll } from '@jest/globals';
import { createGuard, type Account, type Guard, type Heard } from '../../../../shared/guard/index.ts';
import { createLedger, KEY, Counters } from '../../../../shared/guard/ledger/index.ts';
import {
  cacheSecrets,
  connectTable,
  createLogger,
  createTable,
  GUARD_DEFAULTS,
  type GuardSettings,
} from '../../../../shared/platform/index.ts';
import { startAzurite } from '../../../support/azurite.ts';
import { makeSealKey, makeSecrets } from '../../../support/keys.ts';
import { startServiceGate } from '../../../support/service-gate.ts';
import { use } from '../../../support/use.ts';
import { accountWith, callOf, factsFor } from '../facts/guarded-call.ts';

/** The transactions of a guarded call, as the gate sees them. */
export const RESERVING = /^POST \S*\/\$batch\n[^]*\\"sending\\"/;
export const SETTLING = /^POST \S*\/\$batch\n[^]*\\"done\\"/;

/** The number that sends, and its messaging profile. */
export const [OUR_NUMBER, OUR_PROFILE] = ['+13125550100', '3fa85f64-5717-4562-b3fc-2c963f66afa6'];

const NUMBER_FOR_SALE = '+13125550177';
const NO_LIMIT = { person: { minute: undefined, day: undefined }, all: { minute: undefined, day: undefined } };

/** Nothing is limited and nobody is asked, so that what a test is about alone decides. */
const OPEN: GuardSettings = {
  ...GUARD_DEFAULTS,
  confirm: { purchase: 'client', outbound: 'client', destructive: 'client', credential: 'client' },
  limits: { messages: NO_LIMIT, calls: NO_LIMIT, numbers: NO_LIMIT, changes: NO_LIMIT, lookups: NO_LIMIT },
  spendPerDay: undefined,
  recipient: { burst: undefined, day: undefined },
  quietHours: undefined,
};

interface Made {
  /** By default a text to one number. */
  readonly tool?: string;
  /** Over the usual ones. */
  readonly args?: Readonly<Record<string, unknown>>;
  /** Whether there are usual arguments. */
  readonly usual?: boolean;
  /** `<tenant id>.<object id>` */
  readonly subject?: string;
  readonly grantId?: string;
  /** What Telnyx makes of it: `crash` ends the process before the call is settled. */
  readonly ending?: 'done' | 'nothing' | 'unknown' | 'crash';
  /** Of `nothing`: Telnyx says that the recipient answered STOP. */
  readonly optedOut?: boolean;
  readonly receipt?: Readonly<Record<string, unknown>>;
  /** Goes on once the call is claimed. */
  readonly whileSending?: () => Promise<void>;
  /** Waits for receipts and decisions. */
  readonly waits?: boolean;
}

/** Processes of the app on one table, of which each holds its own guard; and how often they sent. */
export function useGuards() {
  const azurite = use(startAzurite);
  const gate = use(() => startServiceGate(azurite.url));
  const vault = use(() => makeSecrets());
  // The first use loads the SDK, which can take longer than a request may on a busy machine.
  beforeAll(async () => {
    await connectTable('guard', { url: azurite.url }, undefined).then((table) => table.createTable());
    await callOf('send_message', USUAL['send_message'] ?? {}).then(({ tool, args }) => factsFor(tool.name, args));
  }, 60_000);
  const sent: string[] = [];
  const logged: string[] = [];

  /** Starts a process, which reads the vault anew. */
  function start(settings: Partial<GuardSettings> = {}, heard?: Heard, account: Partial<Account> = {}): Guard {
    const secrets = cacheSecrets((name) => Promise.resolve(vault.content[name]));
    const prices = { [NUMBER_FOR_SALE]: { upfront: 100, monthly: 100 } };
    return createGuard({
      settings: {
        publicBaseUrl: 'https://mcp.example.org',
        tables: { url: gate.url },
        identityClientId: undefined,
        guard: { ...OPEN, ...settings },
      },
      secrets,
      account: { ...accountWith({ prices, profiles: { [OUR_NUMBER]: OUR_PROFILE } }).account, ...account },
      heard,
      log: createLogger((_level, line) => logged.push(line)),
    });
  }

  /** Makes a call as the server does. @returns `sent`, `receipt`, `ask`, or the code of a refusal */
  async function make(guard: Guard, { tool = 'send_message', args, subject = person(), grantId, usual = true, ...made }: Made = {}) {
    const known = await callOf(tool, { ...(usual && USUAL[tool]), ...args });
    const principal = { ...known.principal, subject, grantId: grantId ?? known.principal.grantId };
    const signal = made.waits === true ? new AbortController().signal : AbortSignal.abort();
    const outcome = await guard.before({ ...known, principal }, { signal, progress: () => undefined });
    if (outcome.kind !== 'go') return { outcome, became: outcome.kind === 'refuse' ? outcome.refusal.code : outcome.kind };
    await made.whileSending?.();
    const { ending = 'done', receipt = { id: randomUUID() } } = made;
    if (ending !== 'nothing') sent.push(subject);
    if (ending === 'done') await outcome.settle({ kind: 'done', receipt });
    else if (ending === 'nothing') await outcome.settle({ kind: ending, code: 'upstream_nothing', optedOut: made.optedOut ?? false });
    else if (ending === 'unknown') await outcome.settle({ kind: ending, code: 'upstream_unknown' });
    return { outcome, became: 'sent' };
  }

  return {
    gate,
    start,
    make,
    /** What a model reads of a refusal. */
    textOf: ({ outcome }: Awaited<ReturnType<typeof make>>) => (outcome.kind === 'refuse' ? outcome.refusal.text : outcome.kind),
    /** How often this person's calls reached Telnyx. */
    sentOf: (subject: string) => sent.filter((each) => each === subject).length,
    /** How many messages of a person were counted on their day. */
    async countedOf(subject: string): Promise<number> {
      const ledger = createLedger(createTable(() => connectTable('guard', { url: azurite.url }, undefined)));
      const { row } = await ledger.one(KEY.person(subject), Counters);
      return row?.counts.messages?.inDay ?? 0;
    },
    /** A new seal key becomes the active one: processes that start from now on know both. */
    rotate() {
      const { keys } = JSON.parse(vault.content['mcp-seal-keys']) as { keys: object[] };
      const key = makeSealKey();
      vault.content['mcp-seal-keys'] = JSON.stringify({ active: key.kid, keys: [...keys, key] });
    },
    logged,
  };
}

/** A person who has done nothing yet. */
export const person = (): string => `tenant.${randomUUID()}`;

const USUAL: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  send_message: { to: '+13125550144', from: '+13125550100', text: 'Hello' },
  create_call: { to: '+13125550144', from: '+13125550100', connection_id: '1293384261075731499' },
  create_number_order: { phone_numbers: [NUMBER_FOR_SALE] },
  hangup_call: { call_control_id: 'v3:abcdefghijklmnop' },
};
