import { expect, test } from '@jest/globals';
import { call, legacy, login, modern, useApp } from '../../support/index.ts';

const app = useApp();

test('logs in, lists the tools in both eras and sends a message', async () => {
  const token = await login(app);
  const old = await (await legacy(app, 'tools/list', {}, { token })).json();
  const now = await (await modern(app, 'tools/list', {}, { token })).json();
  expect(old.result.tools.map(({ name }: { name: string }) => name)).toEqual(now.result.tools.map(({ name }: { name: string }) => name));
  const sent = await call(app, token, 'send_message', { from: '+13125550100', to: '+13125550111', text: 'hello' });
  expect(sent).not.toHaveProperty('isError');
});
