import { expect, test } from '@jest/globals';
import { use } from '../../support/index.ts';
import { callTool, type Outcome } from './call-tool.ts';
import { openConnections } from './connections.ts';
import { useHostileApp } from './hostile-app.ts';
import { upstreamAnswers, type AnswerCase } from './upstream-answers.ts';

/** A read whose answer failed waits before its next try: others go on meanwhile. */
const LANES = 12;

const hostile = useHostileApp();
const simulator = use(() => openConnections(hostile.app.telnyx));

/** What others under way send as well: a fault that one waits for may meet another's request. */
const underWay = new Set<string>();

const outcomes: Record<Outcome, number> = { ok: 0, refused: 0, stopped: 0, failed: 0 };

async function check({ call, fault }: AnswerCase): Promise<void> {
  const told = await simulator.send({ method: 'POST', path: '/_sim/faults', headers: {}, body: JSON.stringify(fault) });
  expect({ status: told.status, text: told.status === 200 ? '' : told.text }).toEqual({ status: 200, text: '' });
  underWay.add(JSON.stringify(fault));
  outcomes[await callTool(hostile, { ...call, era: 'legacy' }, () => [...underWay].join('\n'))]++;
}

const sweep = () => simulator.send({ method: 'DELETE', path: '/_sim/faults', headers: {} });

test('whatever Telnyx answers, a tool gives a result that fits its schema or says what happened; nothing stays behind', async () => {
  await hostile.endure({ cases: upstreamAnswers, share: 0.15, lanes: LANES, key: ({ call }) => call.tool, check, sweep });
  expect(outcomes.ok).toBeGreaterThan(0);
  expect(outcomes.failed).toBeGreaterThan(0);
}, 900_000);
