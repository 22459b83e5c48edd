import { expect, test } from '@jest/globals';
import { call, login, telnyxControls, useStandIns } from '../../support/index.ts';

const standIns = useStandIns();

const MESSAGE = { from: '+13125550100', to: '+13125550111', text: 'Once' };
const SLOW_MS = 2_000;

/** Settles once Telnyx has got the request, which it still holds back. */
async function held(text: string): Promise<void> {
  const seen = async () => (await (await fetch(`${standIns.telnyx}/_sim/requests`)).text()).includes(text);
  while (!(await seen())) await new Promise((resolve) => setTimeout(resolve, 20));
}

test('S2: a process that is killed while it sends, and the one after it, send the message once at most', async () => {
  const doomed = await standIns.startApp();
  const token = await login(doomed);
  await telnyxControls(standIns).fault({ method: 'POST', path: '/messages', accept: true, delay_ms: SLOW_MS });
  const requests = await telnyxControls(standIns).during(async () => {
    const sending = call(doomed, token, 'send_message', MESSAGE).catch(() => undefined);
    await held('Once');
    await doomed.host.stop('SIGKILL');
    await sending;
    const next = await standIns.startApp({ PUBLIC_BASE_URL: doomed.url });
    await call(next, token, 'get_balance');
  });
  expect(requests.filter(({ method, url }) => method === 'POST' && url === '/v2/messages')).toHaveLength(1);
});

test('S3: a process that is told to end answers the request it works on, and ends within 10 s', async () => {
  const ending = await standIns.startApp();
  const token = await login(ending);
  await telnyxControls(standIns).fault({ method: 'POST', path: '/messages', accept: true, delay_ms: SLOW_MS });
  const sending = call(ending, token, 'send_message', { ...MESSAGE, text: 'Ending' });
  await held('Ending');
  const toldAt = Date.now();
  await ending.host.stop('SIGTERM');
  expect(await ending.host.exited).toBe(0);
  expect(Date.now() - toldAt).toBeLessThan(10_000);
  const { isError, structuredContent } = await sending;
  expect(isError ?? false).toBe(false);
  expect(structuredContent).toMatchObject({ id: expect.any(String) });
});
