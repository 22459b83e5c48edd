import { describe, expect, test } from '@jest/globals';
import { legacy, login, modern, run, useApp, useClient } from '../../support/index.ts';
import type { ClientName } from './clients/client-libraries.ts';
import type { TaskReport } from './clients/main-task.ts';
import { tools } from '../../../tools/index.ts';
import type { Risk } from '../../../shared/mcp/tool/index.ts';

const app = useApp();
const owner = useClient(app);

/** Runs the whole task with one client. Throws with all that it wrote when a step fails. */
async function runTask(client: ClientName, path: string, authorization: string, text: string): Promise<TaskReport> {
  const program = run('tests/app/e2e/clients/main-task.ts', [], {
    CLIENT: client,
    URL: `${app.url}${path}`,
    AUTHORIZATION: authorization,
    CLOCK: `${app.telnyx}/_sim/clock`,
    TEXT: text,
  });
  const [line] = await program.line(/^\{.*\}$/);
  await program.exited;
  return JSON.parse(line) as TaskReport;
}

/** Client, path, what stands before the pasted token, and the protocol version that must come of it. */
const TASKS = [
  ['sdk-v1', '/mcp/stream', 'Bearer ', '2025-11-25'],
  ['sdk-v1', '/mcp', 'Bearer Bearer ', '2025-11-25'],
  ['client-v2-legacy', '/mcp/stream', 'Bearer ', '2025-11-25'],
  ['client-v2-auto', '/mcp/stream', 'Bearer ', '2026-07-28'],
  ['client-v2-modern', '/mcp', 'Bearer Bearer ', '2026-07-28'],
  ['ai-sdk', '/mcp/stream', 'Bearer ', '2026-07-28'],
  ['ai-sdk', '/mcp', 'Bearer Bearer ', '2026-07-28'],
] as const;

describe('a real client sends, orders and looks up', () => {
  test.each(TASKS)('%s at %s with "%s<token>"', async (client, path, prefix, version) => {
    const seen = await runTask(client, path, `${prefix}${owner.token}`, `hello from ${client} at ${path}`);
    expect(seen.version).toBe(version);
    expect(seen.tools).toContain('send_message');
    expect(seen.states[0]).toBe('queued');
    expect(seen.states.at(-1)).toBe('delivered');
    expect(seen.owned).toContain(seen.ordered);
    expect(seen.balances[1]).toBeLessThan(seen.balances[0]);
    expect(seen.records).toContain(seen.messageId);
  });
});

const ROLES = [
  ['reader', ['read']],
  ['operator', ['read', 'outbound']],
  ['manager', ['read', 'outbound', 'write', 'destructive', 'credential']],
  ['owner', ['read', 'outbound', 'write', 'destructive', 'credential', 'purchase']],
] as const;

test.each(ROLES)('shows the %s the tools of the risks %j and no others, in both eras', async (user, risks: readonly Risk[]) => {
  const token = await login(app, { user });
  const expected = tools.filter(({ risk }) => risks.includes(risk)).map(({ name }) => name);
  for (const era of [legacy, modern]) {
    const { result } = await (await era(app, 'tools/list', {}, { token })).json();
    expect(result.tools.map(({ name }: { name: string }) => name)).toEqual(expected);
  }
});

test('gives a narrowed token only what was ticked on the page', async () => {
  const token = await login(app, { user: 'owner', scopes: ['telnyx.read', 'telnyx.send'], hours: 1 });
  const { result } = await (await legacy(app, 'tools/list', {}, { token })).json();
  const names = result.tools.map(({ name }: { name: string }) => name);
  expect(names).toContain('send_message');
  expect(names).not.toContain('create_number_order');
  expect(names).not.toContain('update_phone_number');
});
