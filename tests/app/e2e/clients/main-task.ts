/**
 * A real MCP client does the product's main job, as a program of its own: the libraries run in plain Node, as they do at
 * a user's. Reads CLIENT, URL, AUTHORIZATION, CLOCK and TEXT from the environment and prints one line of JSON.
 */
import { z } from 'zod';
import { CLIENTS, type CallResult, type ClientName } from './client-libraries.ts';

/** What came of it. */
export interface TaskReport {
  readonly version: string;
  readonly tools: readonly string[];
  /** The states of the message in the order in which they were seen. */
  readonly states: readonly string[];
  readonly messageId: string;
  readonly ordered: string;
  readonly owned: readonly string[];
  readonly balances: readonly [before: number, after: number];
  readonly records: readonly string[];
}

const Environment = z.object({
  CLIENT: z.string().refine((name): name is ClientName => Object.hasOwn(CLIENTS, name)),
  URL: z.url(),
  AUTHORIZATION: z.string(),
  /** The simulator's clock control: time passes there, not here. */
  CLOCK: z.url(),
  TEXT: z.string(),
});
const Message = z.object({ id: z.string(), to: z.array(z.object({ status: z.string() })).min(1) });
const Numbers = z.object({ data: z.array(z.object({ phone_number: z.string() })).min(1) });
const Balance = z.object({ balance: z.string() });
const Records = z.object({ data: z.array(z.object({ uuid: z.string() })) });

async function runTask(): Promise<TaskReport> {
  const env = Environment.parse(process.env);
  const client = await CLIENTS[env.CLIENT](env.URL, env.AUTHORIZATION);
  const call = async <Answer>(name: string, args: Readonly<Record<string, unknown>>, answer: z.ZodType<Answer>) =>
    answer.parse(succeeded(name, await client.call(name, args)));
  const pass = (milliseconds: number) => fetch(env.CLOCK, { method: 'POST', body: JSON.stringify({ advance_ms: milliseconds }) });

  const tools = await client.tools();
  const before = await call('get_balance', {}, Balance);
  const message = { from: '+13125550100', to: '+13125550111', text: env.TEXT };
  const sent = await call('send_message', message, Message);
  const states = [sent.to[0]?.status ?? ''];
  for (let asked = 0; states.at(-1) !== 'delivered' && asked < 10; asked++) {
    await pass(500);
    const { to } = await call('get_message', { id: sent.id }, Message);
    states.push(to[0]?.status ?? '');
  }
  const found = await call('list_available_phone_numbers', { country_code: 'US', features: ['sms'], limit: 1 }, Numbers);
  const ordered = found.data[0]?.phone_number ?? '';
  await call('create_number_order', { phone_numbers: [{ phone_number: ordered }] }, z.object({ id: z.string() }));
  await pass(2_000);
  const owned = await call('list_phone_numbers', { status: 'active', page_size: 250 }, Numbers);
  const after = await call('get_balance', {}, Balance);
  const records = await call('search_detail_records', { record_type: 'messaging', page_size: 50 }, Records);
  await client.close();
  return {
    version: client.version,
    tools,
    states,
    messageId: sent.id,
    ordered,
    owned: owned.data.map(({ phone_number }) => phone_number),
    balances: [Number(before.balance), Number(after.balance)],
    records: records.data.map(({ uuid }) => uuid),
  };
}

function succeeded(name: string, { isError, content, structuredContent }: CallResult): unknown {
  if (isError) throw new Error(`${name}: ${content.map(({ text }) => text).join('\n')}`);
  return structuredContent;
}

console.log(JSON.stringify(await runTask()));
