import { expect, test } from '@jest/globals';
import { GUARD_DEFAULTS_ON, guardRows } from '../../support/index.ts';
import { useArgumentChecks } from './argument-checks.ts';
import { useHostileApp } from './hostile-app.ts';
import { toolCalls } from './tool-calls.ts';

/** A call that a person was asked about already waits 40 s for the decision. */
const PATIENCE_MS = 60_000;

const hostile = useHostileApp(() => Promise.resolve({ ...GUARD_DEFAULTS_ON }), PATIENCE_MS);
const { check, outcomes } = useArgumentChecks(hostile);

/** Requests to one person within an hour. */
const MOST_ASKED = 20;
const MOST_MESSAGES = 200;

test('G2, G25, G26: whatever arguments a guarded tool gets, its rows tell nothing of them, nobody is asked without end, and limits hold', async () => {
  await hostile.endure({ cases: toolCalls, share: 0.1, lanes: 1, check }, {}, 4);
  expect(outcomes.stopped).toBeGreaterThan(0);
  const rows = await guardRows(hostile.app);
  const ofKind = (kind: string) => rows.filter(({ key }) => key.startsWith(kind));
  expect(ofKind('w!').length).toBeGreaterThan(0);
  expect(ofKind('w!').length).toBeLessThanOrEqual(MOST_ASKED);
  expect(ofKind('r!').length).toBeLessThanOrEqual(MOST_MESSAGES);
  // One for all, one for the one person.
  expect(ofKind('n!')).toHaveLength(2);
}, 900_000);
