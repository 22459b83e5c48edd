import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { asFollowUp, watch, withProgress } from '../../../../shared/mcp/tool/index.ts';

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

describe('watch', () => {
  /** Watches looks that find something, nothing or an error, one a second for five seconds. */
  async function watching(...looks: readonly (string | undefined | Error)[]) {
    let now = 0;
    let looked = 0;
    const wait = (ms: number) => Promise.resolve(void (now += ms));
    const look = () => {
      const found = looks[looked++];
      return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
    };
    const found = await watch({ wait, clock: () => now }, { everyMs: 1_000, until: 5_000, mostFailures: 1 }, look);
    return { found, looked };
  }
  const odd = new Error('odd');

  test('looks until something is there', async () => {
    expect(await watching(undefined, undefined, 'it')).toEqual({ found: 'it', looked: 3 });
  });

  test('ends when its time is over', async () => {
    expect(await watching()).toEqual({ found: undefined, looked: 5 });
  });

  test('tolerates looks that fail, but not too many in a row', async () => {
    expect(await watching(odd, undefined, odd, 'it')).toEqual({ found: 'it', looked: 4 });
    await expect(watching(undefined, odd, odd, 'it')).rejects.toBe(odd);
  });
});

test('a later step that fails can be tidied up after, with its error', async () => {
  const cause = new Error('no');
  const done = (error: unknown) => Promise.resolve(error === cause ? 'The call was ended.' : 'Never.');
  await expect(asFollowUp(done, () => Promise.reject(cause))).rejects.toMatchObject({ message: 'The call was ended.', cause });
});
