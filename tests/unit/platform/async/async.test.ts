import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { concurrently, createSingleFlight, lazily, withDeadline } from '../../../../shared/platform/async/index.ts';

describe('createSingleFlight', () => {
  it('shares the work of callers that ask at the same time, key by key', async () => {
    const flights = createSingleFlight<string, number>();
    let runs = 0;
    const work = async () => {
      await sleep(5);
      return ++runs;
    };
    const answers = await Promise.all([flights.run('a', work), flights.run('a', work), flights.run('b', work)]);
    expect(answers).toEqual([1, 1, 2]);
  });

  it('remembers neither answers nor errors', async () => {
    const flights = createSingleFlight<string, string>();
    await expect(flights.run('a', () => Promise.reject(new Error('first')))).rejects.toThrow('first');
    expect(flights.has('a')).toBe(false);
    expect(await flights.run('a', () => Promise.resolve('second'))).toBe('second');
    expect(flights.size).toBe(0);
  });
});

describe('withDeadline', () => {
  it('gives what the work gives, and leaves no timer behind', async () => {
    const before = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    expect(
      await withDeadline(
        60_000,
        () => Promise.resolve('done'),
        () => new Error('late'),
      ),
    ).toBe('done');
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout')).toHaveLength(before);
  });

  it('aborts the work at the deadline, and goes on without work that does not listen', async () => {
    let aborted = false;
    const deaf = (signal: AbortSignal) => {
      signal.addEventListener('abort', () => (aborted = true));
      return new Promise<never>(() => undefined);
    };
    await expect(withDeadline(10, deaf, () => new Error('late'))).rejects.toThrow('late');
    expect(aborted).toBe(true);
  });

  it('passes on the error of the work', async () => {
    await expect(
      withDeadline(
        1_000,
        () => Promise.reject(new Error('own')),
        () => new Error('late'),
      ),
    ).rejects.toThrow('own');
  });
});

describe('concurrently', () => {
  it('keeps the order of the items and the limit', async () => {
    let running = 0;
    let most = 0;
    const work = async (item: number) => {
      most = Math.max(most, ++running);
      await sleep(10 - item);
      running--;
      return item * 2;
    };
    expect(await concurrently([1, 2, 3, 4, 5, 6], 3, work)).toEqual([2, 4, 6, 8, 10, 12]);
    expect(most).toBe(3);
  });

  it('starts nothing new after the first error', async () => {
    const started: number[] = [];
    const work = async (item: number) => {
      started.push(item);
      await sleep(1);
      if (item === 1) throw new Error('broken');
    };
    await expect(concurrently([1, 2, 3, 4, 5, 6], 2, work)).rejects.toThrow('broken');
    await sleep(20);
    expect(started.length).toBeLessThan(6);
  });
});

describe('lazily', () => {
  it('loads with the first call, and once', async () => {
    let loads = 0;
    const load = lazily(() => Promise.resolve(++loads));
    expect(loads).toBe(0);
    expect(await Promise.all([load(), load()])).toEqual([1, 1]);
    expect(await load()).toBe(1);
  });

  it('tries again after a load that failed', async () => {
    const answers = [() => Promise.reject(new Error('first')), () => Promise.resolve('second')];
    const load = lazily(() => answers.shift()?.() ?? Promise.reject(new Error('third')));
    await expect(load()).rejects.toThrow('first');
    expect(await load()).toBe('second');
    expect(await load()).toBe('second');
  });
});
