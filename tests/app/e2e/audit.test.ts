import { expect, test } from '@jest/globals';
import { call, eventsOf, legacy, login, run, telnyxControls, useApp, vaultControls } from '../../support/index.ts';

const FROM = '+13125550100';
const TO = '+13125550111';

const app = useApp();

const auditLines = (app: { log(): string }, tool: string) => eventsOf(app, 'audit').filter((line) => line['tool'] === tool);
test('an operator finds who wrote to a number, by its hash from infra/keys/audit-hash.ts', async () => {
  const token = await login(app);
  const { structuredContent } = await call(app, token, 'send_message', { from: FROM, to: TO, text: 'Hi' });
  await call(app, token, 'get_balance');
  const program = run('infra/keys/audit-hash.ts', [TO], app.env);
  expect(await program.exited).toBe(0);
  const [, kid, hash] = program.stdout().trim().split(' ');
  await app.host.line(/"event":"audit".*"tool":"send_message".*"outcome":"ok"/);
  const seen = auditLines(app, 'send_message');
  expect(seen).toEqual([
    expect.objectContaining({ tool: 'send_message', outcome: 'begun', request: seen[1]?.['request'] }),
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

test('D53: an operator finds who read a message, a number and a file, by id and by hash', async () => {
  const token = await login(app);
  const { structuredContent } = await call(app, token, 'send_message', { from: FROM, to: TO, text: 'Hi' });
  const id = String(structuredContent?.['id']);
  // Under its former name: the line has the present one.
  await call(app, token, 'get_message', { id });
  await call(app, token, 'lookup_number', { phone_number: TO });
  await call(app, token, 'search_detail_records', { record_type: 'messaging', to: TO });
  const file = { bucket_name: 'audited', key: 'Jane Doe.txt' };
  await call(app, token, 'download_file', file);
  const program = run('infra/keys/audit-hash.ts', [TO, `file:${file.bucket_name}/${file.key}`], app.env);
  expect(await program.exited).toBe(0);
  const [ofNumber, ofFile] = program
    .stdout()
    .trim()
    .split('\n')
    .map((line) => line.split(' ').at(-1));
  await app.host.line(/"event":"audit".*"tool":"download_file"/);

  const subject = expect.stringMatching(/^[0-9a-f-]{36}\.[0-9a-f-]{36}$/);
  const common = { subject, client: 'test-auth', grant: expect.any(String), risk: 'read' };
  expect(auditLines(app, 'get_message')).toEqual([
    expect.objectContaining({
      ...common,
      outcome: 'ok',
      given: [`message_id=${id}`],
      found: expect.arrayContaining([`id=${id}`]),
      seen_hash: expect.arrayContaining([ofNumber]),
    }),
  ]);
  // It costs money, so it may have a line before it as well.
  expect(auditLines(app, 'lookup_number').slice(-1)).toEqual([
    expect.objectContaining({ ...common, about: ['+131***11'], about_hash: [ofNumber] }),
  ]);
  expect(auditLines(app, 'search_detail_records')).toEqual([expect.objectContaining({ ...common, about_hash: [ofNumber] })]);
  expect(auditLines(app, 'download_file')).toEqual([
    expect.objectContaining({ ...common, given: ['bucket_name=audited'], file: ['***.txt'], file_hash: [ofFile] }),
  ]);
  // But for the random name of the key, in which any short word can stand.
  expect(app.log().replaceAll(/"hash_key":"[\w-]{11}"/g, '')).not.toMatch(/5550111|Jane|Doe/);
});

test('D54: a flood of requests without a token leaves few lines, and every line of the audit', async () => {
  const token = await login(app);
  const before = auditLines(app, 'send_message').length;
  const flood = Array.from({ length: 400 }, () => fetch(`${app.url}/mcp/stream`, { method: 'POST', body: '{}' }));
  await Promise.all(flood);
  await call(app, token, 'send_message', { from: FROM, to: TO, text: 'Still told' });
  await app.host.line(/"event":"audit".*"outcome":"ok".*"text_length":10\b/);
  const refused = eventsOf(app, 'request').filter(({ status }) => status === 401);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThanOrEqual(120);
  expect(auditLines(app, 'send_message')).toHaveLength(before + 2);
});

test.each([
  ['no number', [], 'Give at least one number.'],
  ['a number with spaces', ['+1 312 5550111'], 'Give numbers as +E.164'],
])('infra/keys/audit-hash.ts says what is wrong with %s', async (_what, args, expected) => {
  const program = run('infra/keys/audit-hash.ts', args, app.env);
  expect(await program.exited).toBe(1);
  expect(program.output()).toContain(expected);
});

test('S2: a process that is killed in the middle of a call leaves the line that it had begun', async () => {
  const token = await login(app);
  await telnyxControls(app).fault({ method: 'POST', path: '/messages', delay_ms: 20_000 });
  const doomed = await app.startInstance();
  const sending = call(doomed, token, 'send_message', { from: FROM, to: TO, text: 'Lost' }).catch(() => undefined);
  await doomed.host.line(/"event":"audit"/);
  await doomed.host.stop('SIGKILL');
  await sending;
  const lines = eventsOf(doomed, 'audit');
  expect(lines).toEqual([expect.objectContaining({ tool: 'send_message', outcome: 'begun', risk: 'outbound' })]);
  expect(doomed.log()).not.toContain('Lost');
});

test('G3: without the key of the audit trail nothing is sent, and reads go on', async () => {
  const token = await login(app);
  await vaultControls(app).set({ forbidden: ['mcp-seal-keys'] });
  const cold = await app.startInstance();
  const sending = await legacy(cold, 'tools/call', { name: 'send_message', arguments: { from: FROM, to: TO, text: 'Unsaid' } }, { token });
  expect([sending.status, sending.headers.get('retry-after')]).toEqual([503, '10']);
  const { isError } = await call(cold, token, 'get_phone_number', { phone_number: FROM });
  expect(isError ?? false).toBe(false);
  await cold.host.line(/"event":"audit"/);
  const [read, ...others] = auditLines(cold, 'get_phone_number');
  expect(read).toMatchObject({ risk: 'read', outcome: 'ok', about: ['+131***00'] });
  expect(Object.keys(read ?? {})).toEqual(expect.not.arrayContaining([expect.stringContaining('hash')]));
  expect([...others, ...auditLines(cold, 'send_message')]).toEqual([]);
});
