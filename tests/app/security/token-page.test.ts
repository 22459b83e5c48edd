import { expect, test } from '@jest/globals';
import { call, legacy, login, loginPage, useApp } from '../../support/index.ts';

const app = useApp();

test('D5: of a person’s copied tokens the ten newest work', async () => {
  const tokens: string[] = [];
  for (let count = 0; count < 12; count++) {
    tokens.push(await login(app, { user: 'reader' }));
    // Which one is older is told by the second in which it was made.
    await new Promise((resolve) => setTimeout(resolve, 1_000 - (Date.now() % 1_000)));
  }
  const statuses = await Promise.all(tokens.map(async (token) => (await legacy(app, 'tools/list', {}, { token })).status));
  expect(statuses).toEqual([401, 401, ...Array.from({ length: 10 }, () => 200)]);

  const { text } = await loginPage(app, { user: 'reader' });
  expect(text.replace(/\s+/g, ' ')).toContain('10 work at the same time: one more ends the oldest');
  // Another person's tokens are none of it.
  expect((await call(app, await login(app, { user: 'operator' }), 'get_balance')).structuredContent).toMatchObject({ currency: 'USD' });
});

test.each(['/test-auth', '/tokens'])('D5: %s is braked by address, for reading and for sending', async (path) => {
  const slow = await app.startAnother({ OAUTH_RATE_PER_MINUTE: '4' });
  const ask = (method: string, address: string) =>
    fetch(`${slow.url}${path}`, { method, redirect: 'manual', headers: { 'x-forwarded-for': `1.2.3.4, ${address}` } });
  const first = await Promise.all([ask('GET', '198.51.100.7'), ask('GET', '198.51.100.7')]);
  expect(first.map(({ status }) => status)).toEqual([200, 200]);
  for (let count = 0; count < 2; count++) expect((await ask('POST', '198.51.100.7')).status).not.toBe(429);
  for (const method of ['GET', 'POST']) {
    const refused = await ask(method, '198.51.100.7');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.text()).toContain('Too many requests');
  }
  expect((await ask('GET', '198.51.100.8')).status).toBe(200);
});
