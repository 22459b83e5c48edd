import { z } from 'zod';
import { createTelnyxSimulator, LOCAL_API_KEY } from '../../../../infra/local/telnyx/server.ts';
import { createTelnyx } from '../../../../shared/telnyx/index.ts';
import { checkSending } from '../../../../tools/messaging/check-sending.ts';
import { contextFor } from '../../../app/contract/support/run-tool.ts';
import { callTool } from '../../../support/call-tool.ts';
import { telnyxControls } from '../../../support/telnyx-controls.ts';
import type { AccountState } from './accounts.ts';

const Id = z.object({ id: z.string() });
const Numbers = z.object({ data: z.array(z.object({ id: z.string(), phone_number: z.string() })) });
const Offers = z.object({ data: z.array(z.object({ phone_number: z.string(), features: z.array(z.object({ name: z.string() })) })) });
const Profiles = z.object({ data: z.array(Id) });
const Refused = z.object({ errors: z.array(z.object({ code: z.string() })) });
const Sent = z.object({ data: Id });
const Message = z.object({
  data: z.object({ to: z.array(z.object({ status: z.string() })), errors: z.array(z.object({ code: z.string() })) }),
});

export const Answer = z.object({
  verdict: z.string(),
  reasons: z.array(z.string()),
  from: z.string().optional(),
  messaging_profile_id: z.string().optional(),
  checks: z.array(z.object({ check: z.string(), state: z.string(), found: z.string().optional() })),
});
type Answer = z.output<typeof Answer>;

/** No text of a test is of another day than the question. */
const NOON = Date.parse('2026-07-15T12:00:00Z');

/** A simulator with an account that can be put into any state, asked by the tool, and made to text. */
export async function startPrepared() {
  const simulator = createTelnyxSimulator({ clock: () => NOON });
  const { url } = await simulator.listen();
  const controls = telnyxControls({ telnyx: url });
  const api = async (method: string, path: string, body?: object): Promise<unknown> => {
    const headers = { authorization: `Bearer ${LOCAL_API_KEY}`, 'content-type': 'application/json' };
    const response = await fetch(`${url}/v2${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    return response.json();
  };
  const profileId = async () => Profiles.parse(await api('GET', '/messaging_profiles')).data[0]?.id ?? '';
  const assign = async (number: string, profile: string) => {
    const { data } = Numbers.parse(await api('GET', `/phone_numbers?filter[phone_number]=${number.slice(1)}`));
    await api('PATCH', `/phone_numbers/${data[0]?.id ?? ''}/messaging`, { messaging_profile_id: profile });
  };
  const buy = async (country: string) => {
    const { data } = Offers.parse(await api('GET', `/available_phone_numbers?filter[country_code]=${country}&filter[features]=sms`));
    const phone_number = data[0]?.phone_number ?? '';
    await api('POST', '/number_orders', { phone_numbers: [{ phone_number }], messaging_profile_id: await profileId() });
    await controls.advance(2_000);
    return phone_number;
  };

  return {
    controls,
    /** @returns the number that was bought */
    async prepare(state: AccountState, to: string): Promise<string | undefined> {
      await controls.reset();
      const bought = state.buys && (await buy(state.buys));
      for (const sender of state.senders ?? []) await controls.sender(sender);
      if (state.portal) await controls.portal(state.portal);
      if (state.profile) await api('PATCH', `/messaging_profiles/${await profileId()}`, state.profile);
      for (const number of state.unassigned ?? []) await assign(number, '');
      for (const { text, to: own } of state.heard ?? []) await controls.receive({ from: to, to: own, text });
      for (let sent = 0; sent < (state.texts ?? 0); sent++) await api('POST', '/messages', { from: '+13125550100', to, text: 'Hi' });
      if (state.account) await controls.account(state.account);
      for (const fault of state.faults ?? []) await controls.fault(fault);
      return bought;
    },
    async check(args: object): Promise<Answer> {
      const context = contextFor(checkSending, url);
      const call = { retry: 'transient', signal: context.signal, timeoutMs: 20_000 } as const;
      const telnyx = createTelnyx({ baseUrl: `${url}/v2`, apiKey: () => Promise.resolve(LOCAL_API_KEY) })(call);
      return Answer.parse((await callTool(checkSending, args, { ...context, telnyx })).structured);
    },
    /** Sends the text and waits for what becomes of it. */
    async text(from: string | undefined, to: string) {
      const messaging_profile_id = /[a-z]/i.test(from ?? '') ? await profileId() : undefined;
      const answer = await api('POST', '/messages', { from, to, text: 'Hello', messaging_profile_id });
      const refused = Refused.safeParse(answer).data;
      if (refused) return { refused: refused.errors[0]?.code };
      await controls.advance(2_000);
      const { data } = Message.parse(await api('GET', `/messages/${Sent.parse(answer).data.id}`));
      return data.to[0]?.status === 'delivered' ? 'delivered' : { failed: data.errors[0]?.code };
    },
    stop: () => simulator.close(),
  };
}
