import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { use } from '../../support/index.ts';
import { RECORDS } from '../../tools/index.ts';
import { callTool, fitsInput, type Outcome } from './call-tool.ts';
import { openConnections } from './connections.ts';
import { mayRequest } from './allowed-requests.ts';
import { toolCalls, type CallCase } from './tool-calls.ts';
import { useHostileApp } from './hostile-app.ts';

const hostile = useHostileApp();
const simulator = use(() => openConnections(hostile.app.telnyx));

const Seen = z.array(z.object({ n: z.number(), method: z.string(), url: z.string() }));
let last = 0;

/** What reached Telnyx since the last time. */
async function seen() {
  const { text } = await simulator.send({ method: 'GET', path: `/_sim/requests?since=${last}`, headers: {} });
  const requests = Seen.parse(JSON.parse(text));
  last = requests.at(-1)?.n ?? last;
  return requests;
}

const LOOKS_FIRST = new Set(RECORDS.flatMap(({ tool, looksFirst }) => (looksFirst ? [tool.name] : [])));

const outcomes: Record<Outcome, number> = { ok: 0, refused: 0, failed: 0 };

async function check(one: CallCase): Promise<void> {
  const outcome = await callTool(hostile, one);
  outcomes[outcome]++;
  const requests = await seen();
  if (!fitsInput(one.tool, one.args)) expect(outcome).toBe('refused');
  const sent = requests.filter(({ method }) => !(LOOKS_FIRST.has(one.tool) && /^(GET|HEAD)$/.test(method)));
  if (outcome === 'refused') expect(sent).toEqual([]);
  else expect(requests.length).toBeGreaterThan(0);
  const changes = requests.filter(({ method }) => !/^(GET|HEAD)$/.test(method)).map(({ method, url }) => `${method} ${url}`);
  expect(changes).toEqual([...new Set(changes)]);
  for (const { method, url } of requests) {
    if (!mayRequest(one.tool, method, url)) throw new Error(`${one.tool} must not send ${method} ${url}`);
  }
}

// One after the other: what reaches Telnyx is then this call's.
test('whatever arguments a tool gets, it says what is wrong and sends nothing, or sends only what it may; nothing stays behind', async () => {
  await hostile.endure({ cases: toolCalls, share: 0.25, lanes: 1, check }, {}, 4);
  expect(outcomes.refused).toBeGreaterThan(0);
  expect(outcomes.ok + outcomes.failed).toBeGreaterThan(0);
}, 900_000);
