import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { login } from '../../support/login.ts';
import { call, legacy, modern } from '../../support/mcp.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test('logs in, lists the tools in both eras and sends a message', async () => {
  const token = await login(app);
  const old = await (await legacy(app, 'tools/list', {}, { token })).json();
  const now = await (await modern(app, 'tools/list', {}, { token })).json();
  expect(old.result.tools.map(({ name }: { name: string }) => name)).toEqual(now.result.tools.map(({ name }: { name: string }) => name));
  const sent = await call(app, token, 'send_message', { from: '+13125550100', to: '+13125550111', text: 'hello' });
  expect(sent).not.toHaveProperty('isError');
});
