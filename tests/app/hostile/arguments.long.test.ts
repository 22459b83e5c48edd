import { expect, test } from '@jest/globals';
import { useArgumentChecks } from './argument-checks.ts';
import { useHostileApp } from './hostile-app.ts';
import { toolCalls } from './tool-calls.ts';

const hostile = useHostileApp();
const { check, outcomes } = useArgumentChecks(hostile);

test('whatever arguments a tool gets, it says what is wrong and sends nothing, or sends only what it may; nothing stays behind', async () => {
  await hostile.endure({ cases: toolCalls, share: 0.15, lanes: 1, check }, {}, 4);
  expect(outcomes.refused).toBeGreaterThan(0);
  expect(outcomes.ok + outcomes.failed).toBeGreaterThan(0);
}, 900_000);
