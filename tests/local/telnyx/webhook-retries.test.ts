import { describe, expect, test } from '@jest/globals';
import { createTelnyxSimulator, LOCAL_API_KEY } from '../../../infra/local/telnyx/server.ts';
import { useSimulator } from './harness.ts';
import type { Behaviour } from './webhook-receiver.ts';
import { isSigned, useReceiver } from './webhook-receiver.ts';

const MINE = '+13125550100';
const THEIRS = '+13125550142';

const hook = useReceiver();
const sim = useSimulator();

const never: Behaviour = () => undefined;
const gone: Behaviour = (response) => response.socket?.destroy();
const attempts = () => hook.received().map(({ path, json }) => [path, json.meta.attempt]);
const deliveries = async () => (await sim.api('GET', '/webhook_deliveries')).json.data;

/** The delivery once its last try is recorded. */
async function recorded(count = 1) {
  for (;;) {
    const all = await deliveries();
    if (all.length >= count) return all;
    // The clock stands, and with it the limit of requests.
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function profileHooks(settings: object) {
  const [{ id }] = (await sim.api('GET', '/messaging_profiles')).json.data;
  await sim.api('PATCH', `/messaging_profiles/${id}`, settings);
}
const text = (words = 'hi') => sim.control('POST', '/messages/inbound', { from: THEIRS, to: MINE, text: words });

/** Waits for so many tries in all, moving the clock over every pause. */
async function triesOfMessaging(count: number) {
  for (let seen = 1; seen <= count; seen += 1) {
    await hook.until(seen);
    // The pause begins when the answer is there, which is soon after.
    while (seen < count && hook.received().length === seen) await sim.advance(500);
  }
}

describe('a message', () => {
  test.each<[string, Behaviour]>([
    ['503', 503],
    ['404', 404],
    ['302', 302],
    ['a closed socket', gone],
  ])('is tried three times at a URL that answers %s, then three times at the failover', async (_, behaviour) => {
    await profileHooks({ webhook_url: hook.url('/first'), webhook_failover_url: hook.url('/second') });
    hook.answer(...Array<Behaviour>(6).fill(behaviour));
    await text();
    await triesOfMessaging(6);
    const first = [1, 2, 3].map((attempt) => ['/first', attempt]);
    expect(attempts()).toEqual([...first, ...[4, 5, 6].map((attempt) => ['/second', attempt])]);
    const [delivery] = await recorded();
    expect(delivery).toMatchObject({ status: 'failed', webhook: { event_type: 'message.received', payload: { text: 'hi' } } });
    expect(delivery.attempts).toHaveLength(6);
    expect(new Set(hook.received().map(({ json }) => json.data.id))).toEqual(new Set([delivery.webhook.id]));
  });

  test('waits a second, then two, and each try is signed anew', async () => {
    const key = (await sim.api('GET', '/public_key')).json.data.public;
    await profileHooks({ webhook_url: hook.url() });
    hook.answer(500, 500);
    await text();
    await triesOfMessaging(3);
    const [delivery] = await recorded();
    const [first, second, third] = delivery.attempts.map(({ started_at: at }: { started_at: string }) => Date.parse(at));
    expect(second - first).toBeGreaterThanOrEqual(1000);
    expect(third - second).toBeGreaterThanOrEqual(2000);
    expect(delivery.status).toBe('delivered');
    expect(hook.received().every((one) => isSigned(one, key))).toBe(true);
    expect(new Set(hook.received().map(({ headers }) => headers['telnyx-signature-ed25519'])).size).toBe(3);
  });

  test('a 2xx ends the tries; another than 200 is noted', async () => {
    await profileHooks({ webhook_url: hook.url() });
    hook.answer(204);
    await text();
    const [delivery] = await recorded();
    expect(delivery).toMatchObject({
      status: 'delivered',
      attempts: [{ status: 'delivered', http: { response: { status: 204 } }, errors: [75299] }],
    });
  });

  test('goes to its own URL first, then to those of the profile, unless it says that it does not want them', async () => {
    await profileHooks({ webhook_url: hook.url('/profile'), webhook_failover_url: hook.url('/spare') });
    const send = (more: object) =>
      sim.api('POST', '/messages', { from: MINE, to: THEIRS, text: 'x', webhook_url: hook.url('/own'), ...more });
    const ownIsDown: Behaviour = (response, { path }) => response.writeHead(path === '/own' ? 500 : 200).end();
    hook.answer(...Array<Behaviour>(20).fill(ownIsDown));
    await send({});
    // The other event of the message goes its own way, and may be there first.
    const sentTo = () => hook.received().filter(({ json }) => json.data.event_type === 'message.sent');
    while (sentTo().at(-1)?.path !== '/profile') await sim.advance(500);
    const sent = sentTo();
    expect(sent.map(({ path }) => path)).toEqual(['/own', '/own', '/own', '/profile']);
    await send({ use_profile_webhooks: false });
    while ((await deliveries()).length < 4) await sim.advance(500);
    const statuses = (await deliveries()).map(({ status }: { status: string }) => status);
    expect(statuses.sort()).toEqual(['delivered', 'delivered', 'failed', 'failed']);
  });
});

describe('an event of a call', () => {
  const application = async (settings: object = {}) => {
    const hooks = { webhook_event_url: hook.url('/first'), webhook_event_failover_url: hook.url('/second'), webhook_api_version: '2' };
    const outbound = (await sim.api('GET', '/call_control_applications')).json.data[0].outbound;
    const body = { application_name: 'Mine', ...hooks, outbound, ...settings };
    return (await sim.api('POST', '/call_control_applications', body)).json.data.id;
  };
  const dial = async (settings?: object) =>
    sim.api('POST', '/calls', { connection_id: await application(settings), from: MINE, to: '+13125550198' });

  test.each<[string, Behaviour]>([
    ['408', 408],
    ['429', 429],
    ['500', 500],
    ['a closed socket', gone],
  ])('is tried twice at a URL that answers %s, then twice at the failover, at once', async (_, behaviour) => {
    hook.answer(...Array<Behaviour>(4).fill(behaviour));
    await dial();
    await hook.until(4);
    expect(attempts()).toEqual([
      ['/first', 1],
      ['/first', 2],
      ['/second', 3],
      ['/second', 4],
    ]);
    expect((await recorded())[0]).toMatchObject({ status: 'failed', webhook: { event_type: 'call.initiated' } });
  });

  test.each([400, 401, 404, 302])('is never tried again after %d', async (status) => {
    hook.answer(status);
    await dial();
    const [delivery] = await recorded();
    expect(delivery).toMatchObject({ status: 'failed', attempts: [{ http: { response: { status } }, errors: [75499] }] });
    expect(hook.received()).toHaveLength(1);
  });

  test('may take as long as the application says', async () => {
    hook.answer(never);
    const begun = Date.now();
    await dial({ webhook_timeout_secs: 3 });
    await hook.until(2);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(2990);
    const [delivery] = await recorded();
    expect(delivery.attempts).toMatchObject([{ status: 'failed' }, { status: 'delivered' }]);
    expect(delivery.attempts[0].http).not.toHaveProperty('response');
  });
});

test('without a setting an answer may take two seconds', async () => {
  await profileHooks({ webhook_url: hook.url() });
  hook.answer(never);
  const begun = Date.now();
  await text();
  await triesOfMessaging(2);
  expect(Date.now() - begun).toBeGreaterThanOrEqual(1990);
});

describe('mischief', () => {
  test('sends an event several times at once, under one id', async () => {
    await profileHooks({ webhook_url: hook.url() });
    await sim.control('POST', '/webhooks/mischief', { duplicate: 2 });
    await text();
    await hook.until(3);
    expect(new Set(hook.received().map(({ json }) => json.data.id)).size).toBe(1);
    expect(await recorded()).toHaveLength(1);
  });

  test('lets the next event overtake the one before', async () => {
    await profileHooks({ webhook_url: hook.url() });
    await sim.control('POST', '/webhooks/mischief', { disorder: true });
    await sim.api('POST', '/messages', { from: MINE, to: THEIRS, text: 'x' });
    await sim.advance(1500);
    await hook.until(2);
    expect(hook.received().map(({ json }) => json.data.event_type)).toEqual(['message.finalized', 'message.sent']);
    await text();
    await sim.advance(2000);
    await hook.until(3);
  });

  test('holds events until it is told to let them go', async () => {
    await profileHooks({ webhook_url: hook.url() });
    await sim.control('POST', '/webhooks/mischief', { hold: true });
    await text('one');
    await text('two');
    await sim.control('POST', '/webhooks/send', { url: hook.url('/now'), raw: '{}' });
    expect(hook.received().map(({ path }) => path)).toEqual(['/now']);
    await sim.control('POST', '/webhooks/mischief', { hold: false });
    await hook.until(3);
    expect(
      hook
        .received()
        .slice(1)
        .map(({ json }) => json.data.payload.text),
    ).toEqual(['one', 'two']);
  });
});

test('a control shows what was sent and answered', async () => {
  await profileHooks({ webhook_url: hook.url() });
  await text();
  await recorded();
  const sent = (await sim.control('GET', '/webhooks')).json;
  expect(sent).toMatchObject([{ n: 1, event_type: 'message.received', attempt: 1, url: hook.url(), status: 200 }]);
  expect(JSON.parse(sent[0].body).data.payload.text).toBe('hi');
  expect((await sim.control('GET', '/webhooks?since=1')).json).toEqual([]);
  await sim.control('DELETE', '/webhooks');
  expect((await sim.control('GET', '/webhooks')).json).toEqual([]);
});

test('events come by themselves, and no more once the simulator closes', async () => {
  const running = createTelnyxSimulator();
  const { url } = await running.listen();
  const send = () =>
    fetch(`${url}/v2/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${LOCAL_API_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ from: MINE, to: THEIRS, text: 'x', webhook_url: hook.url() }),
    });
  await send();
  await hook.until(2);
  const types = hook.received().map(({ json }) => json.data.event_type);
  expect(types.sort()).toEqual(['message.finalized', 'message.sent']);
  await send();
  await running.close();
  const told = hook.received().length;
  // Longer than it would have taken.
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(hook.received()).toHaveLength(told);
});
