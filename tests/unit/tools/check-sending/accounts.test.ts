import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACCOUNTS, OURS } from './accounts.ts';
import { startPrepared } from './prepared.ts';

let prepared: Awaited<ReturnType<typeof startPrepared>>;
beforeAll(async () => {
  prepared = await startPrepared();
});
afterAll(() => prepared.stop());

describe('check_sending, of an account that', () => {
  test.each(ACCOUNTS.map((row) => [row.account, row] as const))('%s', async (_account, row) => {
    const { state, to, verdict, because, says, chosen, outcome } = row;
    const bought = await prepared.prepare(state, to);
    const from = row.from === 'bought' ? bought : row.from;

    const answer = await prepared.check({ from, to });

    const wrong = answer.checks.find((check) => check.state !== 'ok');
    expect({ verdict: answer.verdict, because: wrong && [wrong.check, wrong.state], reasons: answer.reasons }).toEqual({
      verdict,
      because,
      reasons: verdict === 'yes' ? expect.any(Array) : expect.arrayContaining([expect.any(String)]),
    });
    expect(answer.reasons[0] ?? '').toMatch(says ?? /^/);
    expect(answer.from).toBe(from ?? chosen);
    // The judge: what becomes of the text itself.
    if (outcome === undefined) return;
    await prepared.controls.clearFaults();
    expect(await prepared.text(answer.from, to)).toEqual(outcome);
    if (verdict !== 'unsure') expect(outcome === 'delivered').toBe(verdict === 'yes');
  });

  test('is one of at least forty', () => {
    expect(ACCOUNTS.length).toBeGreaterThanOrEqual(40);
    expect(new Set(ACCOUNTS.map(({ account }) => account)).size).toBe(ACCOUNTS.length);
  });
});

describe('check_sending asks Telnyx', () => {
  const asked = async (args: object) => {
    await prepared.prepare({}, '+13125550142');
    const seen = await prepared.controls.during(() => prepared.check(args));
    return seen.map(
      ({ method, url }) => `${method} ${new URL(url, 'http://x').pathname.replace(/^\/v2/, '').replace(/[0-9a-f-]{36}|%2B\d+/, '*')}`,
    );
  };

  test('eight times at most for one number, and only reads', async () => {
    const requests = await asked({ from: OURS, to: '+13125550142' });
    expect([...requests].sort()).toEqual([
      'GET /10dlc/brand/*',
      'GET /10dlc/campaign/*',
      'GET /10dlc/phone_number_campaigns/*',
      'GET /balance',
      'GET /messaging_optouts',
      'GET /messaging_profiles/*',
      'GET /phone_numbers',
      'GET /phone_numbers/messaging',
    ]);
  });

  test('for what several numbers share once', async () => {
    const requests = await asked({ to: '+13125550142' });
    expect(requests).toHaveLength(10);
    for (const one of ['GET /phone_numbers', 'GET /phone_numbers/messaging', 'GET /messaging_optouts', 'GET /10dlc/brand/*'])
      expect(requests.filter((request) => request === one)).toHaveLength(1);
  });
});
