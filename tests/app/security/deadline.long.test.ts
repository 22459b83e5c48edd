import { expect, test } from '@jest/globals';
import { call, login, loginPage, telnyxControls, useApp } from '../../support/index.ts';

const app = useApp();

/** These wait for the app's own deadlines (25 s a call, 15 s a login), so they wait together. */
test('U5, U6, U9, O4: whoever never answers is given up: sent exactly once, nothing hangs', async () => {
  const token = await login(app);
  const controls = telnyxControls(app);
  const message = { from: '+13125550100', to: '+13125550111', text: 'hello' };
  // The guard knows the account's numbers from now on: it waits for no list of them.
  await call(app, token, 'send_message', { ...message, text: 'before' });
  await controls.fault({ method: 'POST', path: '/messages', times: 5, accept: true, delay_ms: 120_000 });
  await controls.fault({ method: 'GET', path: '/balance', times: 5, drip_ms: 2_000 });
  await controls.fault({ method: 'GET', path: '/phone_numbers', times: 5, delay_ms: 120_000 });
  const answers: Promise<{ isError?: boolean; text: string }>[] = [];
  let page: Promise<{ text: string }> | undefined;
  const requests = await controls.during(async () => {
    answers.push(call(app, token, 'send_message', message), call(app, token, 'get_balance'), call(app, token, 'list_phone_numbers'));
    page = loginPage(app, { control: 'token_slow' });
    await Promise.all([...answers, page]);
  });
  const [sent, dripped, silent] = await Promise.all(answers);
  expect(requests.filter(({ url }) => url === '/v2/messages').map(({ accepted }) => accepted)).toEqual([true]);
  expect(sent).toMatchObject({ isError: true, text: expect.stringMatching(/did not answer in time.*UNKNOWN.*once at most/) });
  expect(requests.filter(({ url }) => url.startsWith('/v2/balance'))).toHaveLength(1);
  expect(dripped).toMatchObject({ isError: true, text: expect.stringMatching(/did not answer in time\. Nothing was changed/) });
  expect(requests.filter(({ url }) => url.startsWith('/v2/phone_numbers'))).toHaveLength(1);
  expect(silent).toMatchObject({ isError: true, text: expect.stringMatching(/did not answer in time\. Nothing was changed/) });
  expect((await page)?.text).toContain('<h1>Microsoft cannot be reached</h1>');
  await controls.clearFaults();
  expect((await call(app, token, 'get_balance')).structuredContent).toMatchObject({ currency: 'USD' });
}, 90_000);
