import { expect, test } from '@jest/globals';
import { createForge, eventsOf, legacy, login, modern, post, useApp } from '../../support/index.ts';
import { until } from '../../support/until.ts';

const app = useApp();

const PAIRS = 1_000;
/** Lookups cost: each stands in line for the guard, which refuses those that would stand there for five seconds. */
const AT_ONCE = 4;

/** Runs `work` for 0 … count-1, at most {@link AT_ONCE} of them at once. */
async function each(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

interface Lookup {
  readonly id: unknown;
  readonly result: { readonly structuredContent: { readonly phone_number: string }; readonly content: { readonly text: string }[] };
}

test('P7: two people with the same JSON-RPC id, interleaved 1,000 times, each get their own answer', async () => {
  const people = [
    { token: await login(app, { user: 'owner' }), prefix: '+1312555', era: legacy },
    { token: await login(app, { user: 'operator' }), prefix: '+1415555', era: modern },
  ];
  await each(PAIRS, async (index) => {
    const answers = people.map(async ({ token, prefix, era }) => {
      const asked = `${prefix}${String(index).padStart(4, '0')}`;
      const response = await era(app, 'tools/call', { name: 'lookup_number', arguments: { phone_number: asked } }, { token });
      const { id, result } = (await response.json()) as Lookup;
      expect(id).toBe(1);
      expect(result.structuredContent.phone_number).toBe(asked);
      expect(result.content[0]?.text).toContain(asked);
    });
    await Promise.all(answers);
  });
  await until(() => eventsOf(app, 'tool_call').length >= 2 * PAIRS);
  const calls = eventsOf(app, 'tool_call');
  const of = (oid: string) => calls.filter(({ subject }) => String(subject).endsWith(oid));
  expect(of('a0000000-0000-4000-8000-000000000003').map(({ era }) => era)).toEqual(Array(PAIRS).fill('legacy'));
  expect(of('a0000000-0000-4000-8000-000000000002').map(({ era }) => era)).toEqual(Array(PAIRS).fill('modern'));
  expect(new Set(calls.map((line) => JSON.stringify(line))).size).toBe(2 * PAIRS);
}, 600_000);

test('P7: what one person may do is never lent to another whose request runs at the same time', async () => {
  const owner = await login(app, { user: 'owner' });
  const reader = await login(app, { user: 'reader' });
  const order = { name: 'create_number_order', arguments: {} };
  await each(200, async () => {
    const [mine, theirs, list, shortList] = await Promise.all([
      legacy(app, 'tools/call', order, { token: owner }),
      legacy(app, 'tools/call', order, { token: reader }),
      legacy(app, 'tools/list', {}, { token: owner }),
      modern(app, 'tools/list', {}, { token: reader }),
    ]);
    expect([mine.status, theirs.status]).toEqual([200, 403]);
    expect(await list.text()).toContain('"name":"create_number_order"');
    expect(await shortList.text()).not.toContain('"name":"create_number_order"');
  });
});

test('P7, MCP25-RPC-1: ids of every kind come back as they were', async () => {
  const token = await login(app);
  for (const id of [0, 1, -1, 9007199254740991, '0', '', 'x'.repeat(500), '😀', '__proto__']) {
    const body = JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'get_balance', arguments: {} } });
    expect((await (await post(app, body, { token })).json()).id).toBe(id);
  }
});

test('P8: tools/list is the same to the byte, 100 times over five fresh processes, for each scope set and era', async () => {
  const scopeSets = ['telnyx.read', 'telnyx.read telnyx.send', 'telnyx.read telnyx.write telnyx.send telnyx.purchase'];
  const seen = new Map<string, Set<string>>();
  let count = 0;
  for (let round = 0; round < 5; round++) {
    const fresh = await app.startAnother();
    const forge = await createForge(fresh);
    const tokens = await Promise.all(scopeSets.map((scope) => forge.sign({ scope })));
    for (let time = 0; time < 20; time++) {
      for (const [index, token] of tokens.entries()) {
        for (const era of [legacy, modern]) {
          const text = await (await era(fresh, 'tools/list', {}, { token })).text();
          const key = `${era.name} ${scopeSets[index] ?? ''}`;
          seen.set(key, (seen.get(key) ?? new Set()).add(text));
        }
      }
      count++;
    }
  }
  expect(count).toBe(100);
  expect([...seen.values()].map(({ size }) => size)).toEqual(Array(2 * scopeSets.length).fill(1));
  expect(new Set([...seen.values()].flatMap((texts) => [...texts])).size).toBe(2 * scopeSets.length);
}, 180_000);
