import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { eventsOf, legacy, login, modern, telnyxControls, useApp } from '../../support/index.ts';
import { until } from '../../support/until.ts';

const ERAS = { legacy, modern } as const;
type Era = keyof typeof ERAS;

/** One comes free every fifteen seconds: none while a test counts. */
const CALLS_A_MINUTE = 4;
/** Longer than it takes until the app hears that a client went away. */
const SLOW_MS = 5_000;
const BALANCE = { name: 'get_balance', arguments: {} };
const MESSAGE = { name: 'send_message', arguments: { from: '+13125550100', to: '+13125550111', text: 'goodbye' } };

const app = useApp({ settings: { TOOL_CALLS_PER_MINUTE: String(CALLS_A_MINUTE) } });

/** How each call ended that was logged since. */
const outcomesSince = (length: number) => eventsOf(app, 'tool_call', length).map(({ outcome }) => outcome);

/**
 * Calls a tool while Telnyx is slow, and goes away before there is an answer.
 *
 * @returns how the call ended.
 */
async function leave(era: Era, call: { readonly name: string; readonly arguments: object }, path: string): Promise<unknown[]> {
  const token = await login(app);
  const controls = telnyxControls(app);
  await controls.fault({ path, delay_ms: SLOW_MS, times: 1 });
  const length = app.log().length;
  const seen = await controls.during(async () => {
    const client = new AbortController();
    const asked = ERAS[era](app, 'tools/call', call, { token, signal: client.signal });
    const refused = expect(asked).rejects.toThrow();
    // Not before Telnyx has the request, which it holds back.
    await until(async () => (await controls.requests()).some(({ url }) => url.startsWith(`/v2${path}`)));
    client.abort();
    await refused;
    await until(() => outcomesSince(length).length > 0);
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

test.each([
  ['legacy', 'operator'],
  ['modern', 'manager'],
] as const)(
  'MCP25-TOOL-6, MCP26-TOOL-7, D4: one person calls only so many tools in a minute, whatever the grants: %s',
  async (era, user) => {
    const tokens = [await login(app, { user }), await login(app, { user }), await login(app, { user })];
    const seen = await telnyxControls(app).during(async () => {
      const asked = Array.from({ length: CALLS_A_MINUTE + 5 }, async (_, index) => {
        const token = tokens[index % tokens.length] ?? '';
        const { result } = Result.parse(await (await ERAS[era](app, 'tools/call', BALANCE, { token })).json());
        return result;
      });
      const results = await Promise.all(asked);
      const refused = results.filter(({ isError }) => isError);
      expect(refused.length).toBeGreaterThan(2);
      for (const { content } of refused)
        expect(content[0]?.text).toMatch(/^Too many tool calls in one minute\. Nothing was done\. Wait \d+ seconds?, /);
    });
    expect(seen.length).toBeLessThan(CALLS_A_MINUTE + 3);
    // What lists and pings is counted as well; another person has a measure of their own.
    const listed = await ERAS[era](app, 'tools/list', {}, { token: tokens[0] ?? '' });
    expect(listed.status).toBe(429);
    expect(Number(listed.headers.get('retry-after'))).toBeGreaterThan(0);
    const other = await login(app, { user: 'reader' });
    const { result } = Result.parse(await (await ERAS[era](app, 'tools/call', BALANCE, { token: other })).json());
    expect(result.isError).toBe(false);
  },
);
