import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { withProgress } from '../../../../shared/mcp/tool/index.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('says every five seconds that the work goes on, until it ends', async () => {
  const told: string[] = [];
  const context = { progress: (message: string) => void told.push(message), clock: Date.now };
  let finish: (value: string) => void = () => undefined;
  const waiting = withProgress(context, 'Thinking', new Promise<string>((resolve) => (finish = resolve)));
  jest.advanceTimersByTime(11_000);
  finish('done');
  expect(await waiting).toBe('done');
  expect(told).toEqual(['Thinking', 'Thinking (5 s)', 'Thinking (10 s)']);
  expect(jest.getTimerCount()).toBe(0);
});

test('passes an error on and leaves no timer behind', async () => {
  const failure = new Error('no');
  const context = { progress: () => undefined, clock: Date.now };
  await expect(withProgress(context, 'Thinking', Promise.reject(failure))).rejects.toBe(failure);
  expect(jest.getTimerCount()).toBe(0);
});
