import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { login } from '../support/login.ts';
import { call, legacy } from '../support/mcp.ts';
import { run, startHost, startStandIns, type RunningApp, type RunningStandIns } from '../support/running-app.ts';
import { telnyxKnobs } from '../support/telnyx-knobs.ts';
import { vaultKnobs } from '../support/vault-knobs.ts';

const FROM = '+13125550100';
const TO = '+13125550111';

let standIns: RunningStandIns;
let app: RunningApp;
beforeAll(async () => {
  standIns = await startStandIns();
  app = await startHost(standIns);
});
afterAll(async () => {
  await app.stop();
  await standIns.stop();
});

test('an operator finds who wrote to a number, by its hash from infra/keys/audit-hash.ts', async () => {
  const token = await login(app);
  const { structuredContent } = await call(app, token, 'send_message', { from: FROM, to: TO, text: 'Hi' });
  await call(app, token, 'get_balance');
  const program = run('infra/keys/audit-hash.ts', [TO], standIns.env);
  expect(await program.exited).toBe(0);
  const [, kid, hash] = program.stdout().trim().split(' ');
  await app.host.line(/"event":"audit".*"outcome":"ok"/);
  const lines = app
    .log()
    .split('\n')
    .filter((line) => line.includes('"event":"audit"'));
  const seen = lines.map((line) => JSON.parse(line));
  expect(seen).toEqual([
    expect.objectContaining({ tool: 'send_message', outcome: 'begun', request: seen[1]?.request }),
    expect.objectContaining({
      tool: 'send_message',
      outcome: 'ok',
      subject: expect.stringMatching(/^[0-9a-f-]{36}\.[0-9a-f-]{36}$/),
      grant: expect.any(String),
      client: 'test-auth',
      to: ['+131***11'],
      to_hash: [hash],
      hash_key: kid,
      made: expect.arrayContaining([`id=${String(structuredContent?.['id'])}`]),
      text_length: 2,
    }),
  ]);
});

test.each([
  ['no number', [], 'Give at least one number.'],
  ['a number with spaces', ['+1 312 5550111'], 'Give numbers as +E.164'],
])('infra/keys/audit-hash.ts says what is wrong with %s', async (_what, args, expected) => {
  const program = run('infra/keys/audit-hash.ts', args, standIns.env);
  expect(await program.exited).toBe(1);
  expect(program.output()).toContain(expected);
});

test('S2: a process that is killed in the middle of a call leaves the line that it had begun', async () => {
  const token = await login(app);
  await telnyxKnobs(standIns).fault({ method: 'POST', path: '/messages', delay_ms: 20_000 });
  const doomed = await startHost(standIns, { PUBLIC_BASE_URL: app.url });
  const sending = call(doomed, token, 'send_message', { from: FROM, to: TO, text: 'Lost' }).catch(() => undefined);
  await doomed.host.line(/"event":"audit"/);
  await doomed.host.stop('SIGKILL');
  await sending;
  const lines = doomed
    .log()
    .split('\n')
    .filter((line) => line.includes('"event":"audit"'));
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ tool: 'send_message', outcome: 'begun', risk: 'outbound' }),
  ]);
  expect(lines.join()).not.toContain('Lost');
  await telnyxKnobs(standIns).clearFaults();
});

test('G3: without the key of the audit trail nothing is sent, and reads go on', async () => {
  const token = await login(app);
  await vaultKnobs(standIns).set({ forbidden: ['mcp-seal-keys'] });
  const cold = await startHost(standIns, { PUBLIC_BASE_URL: app.url });
  try {
    const sending = await legacy(
      cold,
      'tools/call',
      { name: 'send_message', arguments: { from: FROM, to: TO, text: 'Unsaid' } },
      { token },
    );
    expect([sending.status, sending.headers.get('retry-after')]).toEqual([503, '10']);
    const { isError } = await call(cold, token, 'get_balance');
    expect(isError ?? false).toBe(false);
    expect(cold.log()).not.toContain('"event":"audit"');
  } finally {
    await cold.stop();
    await vaultKnobs(standIns).set({});
  }
});
