import { afterEach, describe, expect, test } from '@jest/globals';
import { person, RESERVING, SETTLING, useGuards } from './guards.ts';

const guards = useGuards();
const { gate } = guards;
afterEach(() => gate.restore());

const GIVING_BACK = /^POST \S*\/\$batch\n[^]*upstream_nothing/;

/** Requests to the tables while `work` goes on, without those that create a table. */
async function during(work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = gate.requests.length;
  await work();
  return gate.requests.slice(before).filter((request) => !/^POST \S*\/Tables/.test(request));
}

describe('G6: an answer of the tables that is lost', () => {
  test('of the claim: one send, counted once', async () => {
    const [guard, subject] = [guards.start(), person()];
    gate.loseAnswers(RESERVING);
    expect((await guards.make(guard, { subject })).became).toBe('sent');
    expect([guards.sentOf(subject), await guards.countedOf(subject)]).toEqual([1, 1]);
    expect((await guards.make(guard, { subject })).became).toBe('receipt');
  });

  test('of the claim, and of each repetition: nothing is sent, and the same call does not go while the claim stands', async () => {
    const [guard, subject] = [guards.start(), person()];
    gate.loseAnswers(RESERVING, Infinity);
    const { became } = await guards.make(guard, { subject });
    gate.restore();
    expect([became, guards.sentOf(subject), await guards.countedOf(subject)]).toEqual(['guard_unavailable', 0, 1]);
    expect((await guards.make(guard, { subject })).became).toBe('under_way');
    expect((await guards.make(guard, { subject, args: { request_key: 'again' } })).became).toBe('sent');
  });

  test('of the receipt: it is there', async () => {
    const [guard, subject] = [guards.start(), person()];
    gate.loseAnswers(SETTLING);
    await guards.make(guard, { subject, receipt: { id: 'first' } });
    expect((await guards.make(guard, { subject })).outcome).toMatchObject({ kind: 'receipt', receipt: { id: 'first' } });
  });

  test.each([1, 2])('of giving back, %i times: it is given back once', async (times) => {
    const [guard, subject] = [guards.start(), person()];
    await guards.make(guard, { subject, args: { text: 'Another' } });
    gate.loseAnswers(GIVING_BACK, times);
    await guards.make(guard, { subject, ending: 'nothing' });
    expect(await guards.countedOf(subject)).toBe(1);
    expect((await guards.make(guard, { subject })).became).toBe('sent');
    expect(await guards.countedOf(subject)).toBe(2);
  });
});

describe('G3: tables that cannot be reached', () => {
  test.each([
    ['at the read', /^GET /],
    ['at the claim', RESERVING],
  ])('%s: the call is refused, says so, and goes once they are back', async (_when, only) => {
    const [guard, subject] = [guards.start(), person()];
    gate.refuse(only);
    const refused = await guards.make(guard, { subject });
    expect(guards.textOf(refused)).toBe("The guard's tables cannot be reached: nothing was done. Reading works. Call again in a minute.");
    expect([guards.sentOf(subject), await guards.countedOf(subject)]).toEqual([0, 0]);
    gate.restore();
    expect((await guards.make(guard, { subject })).became).toBe('sent');
  });

  test('at the receipt: the call was made, and the same one does not go again', async () => {
    const [guard, subject] = [guards.start(), person()];
    gate.refuse(SETTLING);
    expect((await guards.make(guard, { subject })).became).toBe('sent');
    gate.restore();
    expect((await guards.make(guard, { subject })).became).toBe('under_way');
    expect(guards.sentOf(subject)).toBe(1);
    expect(guards.logged.join()).toMatch(/guard_not_settled/);
  });
});

describe('the way to the tables', () => {
  test('is gone three times: all reads at once, one transaction, one transaction', async () => {
    const [guard, subject] = [guards.start(), person()];
    await guards.make(guard, { subject, args: { text: 'The first call connects' } });
    // No answer comes back before the last row has been asked for: whoever asks one after another waits for ever.
    const all = Array.from({ length: 6 }, () => gate.hold(/^GET /, 'answer'));
    const requests = await during(async () => {
      const call = guards.make(guard, { subject, args: { request_key: 'k' } });
      await Promise.all(all.map(({ reached }) => reached));
      for (const { release } of all) release();
      await call;
    });
    const methods = requests.map((request) => request.slice(0, request.indexOf(' ')));
    expect(methods).toEqual(['GET', 'GET', 'GET', 'GET', 'GET', 'GET', 'POST', 'POST']);
  });

  test('is not gone for the same answer twice: a receipt costs the reads alone', async () => {
    const [guard, subject] = [guards.start(), person()];
    await guards.make(guard, { subject });
    const requests = await during(() => guards.make(guard, { subject }));
    expect(requests.filter((request) => request.startsWith('POST'))).toEqual([]);
  });
});
