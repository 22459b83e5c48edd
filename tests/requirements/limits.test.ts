import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { login } from '../support/login.ts';
import { legacy, modern } from '../support/mcp.ts';
import { startApp, type RunningApp } from '../support/running-app.ts';
import { telnyxKnobs } from '../support/telnyx-knobs.ts';

const ERAS = { legacy, modern } as const;
type Era = keyof typeof ERAS;

const CALLS_A_MINUTE = 20;
const SLOW_MS = 3_000;
const BALANCE = { name: 'get_balance', arguments: {} };
const MESSAGE = { name: 'send_message', arguments: { from: '+13125550100', to: '+13125550111', text: 'goodbye' } };

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ TOOL_CALLS_PER_MINUTE: String(CALLS_A_MINUTE) });
});
afterAll(() => app.stop());

const ToolCall = z.object({ event: z.literal('tool_call'), outcome: z.string() });

/** How each call ended that was logged since. */
function outcomesSince(length: number): string[] {
  const lines = app.log().slice(length).split('\n');
  const events = lines.filter((line) => line.startsWith('{')).map((line) => ToolCall.safeParse(JSON.parse(line)).data);
  return events.flatMap((event) => (event ? [event.outcome] : []));
}

/** Calls a tool while Telnyx is slow, and goes away before there is an answer. Out: how the call ended. */
async function leave(era: Era, call: { readonly name: string; readonly arguments: object }, path: string): Promise<string[]> {
  const token = await login(app);
  const knobs = telnyxKnobs(app);
  await knobs.fault({ path, delay_ms: SLOW_MS, times: 1 });
  const length = app.log().length;
  const seen = await knobs.during(async () => {
    const client = new AbortController();
    const asked = ERAS[era](app, 'tools/call', call, { token, signal: client.signal });
    const refused = expect(asked).rejects.toThrow();
    await pause(SLOW_MS / 3);
    client.abort();
    await refused;
    while (outcomesSince(length).length === 0) await pause(50);
  });
  expect(seen).toHaveLength(1);
  return outcomesSince(length);
}

test('MCP26-HTTP-9: a client that goes away has cancelled what only reads', async () => {
  await expect(leave('modern', BALANCE, '/balance')).resolves.toEqual(['cancelled']);
});

test('a client that goes away stops no message on its way: what came of it is known', async () => {
  await expect(leave('modern', MESSAGE, '/messages')).resolves.toEqual(['ok']);
});

test('until 2025-11-25 a connection that breaks cancels nothing', async () => {
  await expect(leave('legacy', BALANCE, '/balance')).resolves.toEqual(['ok']);
});

const Result = z.object({ result: z.object({ isError: z.boolean().default(false), content: z.array(z.object({ text: z.string() })) }) });

test.each(['legacy', 'modern'] as const)('MCP25-TOOL-6, MCP26-TOOL-7: one grant calls only so many tools in a minute: %s', async (era) => {
  const token = await login(app);
  const seen = await telnyxKnobs(app).during(async () => {
    const asked = Array.from({ length: CALLS_A_MINUTE + 5 }, async () => {
      const { result } = Result.parse(await (await ERAS[era](app, 'tools/call', BALANCE, { token })).json());
      return result;
    });
    const results = await Promise.all(asked);
    const refused = results.filter(({ isError }) => isError);
    // One comes free every three seconds.
    expect(refused.length).toBeGreaterThan(2);
    for (const { content } of refused)
      expect(content[0]?.text).toMatch(/^Too many tool calls in one minute\. Nothing was done\. Wait \d seconds?, /);
  });
  expect(seen.length).toBeLessThan(CALLS_A_MINUTE + 3);
  // What lists and pings is not counted, and another grant has its own measure.
  expect((await ERAS[era](app, 'tools/list', {}, { token })).status).toBe(200);
  const { result } = Result.parse(await (await ERAS[era](app, 'tools/call', BALANCE, { token: await login(app) })).json());
  expect(result.isError).toBe(false);
});
