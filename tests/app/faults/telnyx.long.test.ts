import { afterAll, describe, expect, test } from '@jest/globals';
import type { FaultKind } from '../../support/fault-proxy.ts';
import { telnyxControls, type ToolResult, use, useClient } from '../../support/index.ts';
import { useProxies } from './support/use-proxies.ts';

const dependencies = useProxies();
const app = use(() => dependencies.start());
const owner = useClient(app);
afterAll(() => expect(app.log()).not.toMatch(/eyJ|KEY0|\+1312555|Unhandled|Uncaught/));

const message = (text: string) => ({ from: '+13125550100', to: '+13125550111', text });
const accepted = (requests: Awaited<ReturnType<ReturnType<typeof telnyxControls>['during']>>) =>
  requests.filter(({ method, accepted: done }) => method === 'POST' && done).length;

/**
 * A read, a message and a look at the storage, at once.
 *
 * @returns their answers, and how many messages Telnyx took.
 */
async function threeCalls() {
  let answers: ToolResult[] = [];
  const requests = await telnyxControls(app).during(async () => {
    answers = await Promise.all([owner.call('get_balance'), owner.call('send_message', message('hello')), owner.call('list_buckets')]);
  });
  const [read, sent, stored] = answers.map(({ isError, text }) => (isError ? text : 'good'));
  return { read, sent, stored, posts: requests.filter(({ method }) => method === 'POST').length, accepted: accepted(requests) };
}

async function expectRecovered() {
  await dependencies.restore();
  expect(await threeCalls()).toEqual({ read: 'good', sent: 'good', stored: 'good', posts: 1, accepted: 1 });
}

const FAILED = /^The connection to Telnyx failed\. Nothing was changed/;
const TOO_LARGE = /^The answer was too large and was refused\. Nothing was changed/;
const UNREADABLE = /^The (answer could not be read|connection to Telnyx failed)\..*Nothing was changed/;
const UNKNOWN = /outcome is UNKNOWN: it may have been carried out, once at most\..*search_detail_records/;
const GOOD = /^good$/;

/** What is said of a read, a message and the storage; how many messages reached Telnyx whole. */
const FAULTS: readonly (readonly [FaultKind, RegExp, RegExp, RegExp, number])[] = [
  ['latency', GOOD, GOOD, GOOD, 1],
  ['cut', FAILED, UNKNOWN, FAILED, 0],
  ['cut_in_request', FAILED, UNKNOWN, FAILED, 0],
  ['lose_answer', FAILED, UNKNOWN, FAILED, 1],
  ['cut_in_answer', FAILED, UNKNOWN, FAILED, 1],
  ['corrupt_head', FAILED, UNKNOWN, FAILED, 1],
  ['corrupt_body', UNREADABLE, UNKNOWN, UNREADABLE, 1],
  ['flood', TOO_LARGE, UNKNOWN, TOO_LARGE, 1],
  ['flood_after', GOOD, GOOD, GOOD, 1],
];

describe('U5, U6: a way to Telnyx that is spoilt', () => {
  test.each(FAULTS)(
    'U5, U6: by "%s": sent once at most, said as it is, and good again at once',
    async (kind, read, sent, stored, arrived) => {
      dependencies.proxies.telnyx.set(kind);
      const seen = await threeCalls();
      expect(seen.read).toMatch(read);
      expect(seen.sent).toMatch(sent);
      expect(seen.stored).toMatch(stored);
      expect({ posts: seen.posts, accepted: seen.accepted }).toEqual({ posts: arrived, accepted: arrived });
      await expectRecovered();
    },
  );

  test('U5, U6: where nobody listens the message is said not to have been sent', async () => {
    await dependencies.proxies.telnyx.refuse();
    const seen = await threeCalls();
    const notSent = /^The connection to Telnyx failed\. The request never reached Telnyx: trying again is safe\.$/;
    for (const text of [seen.read, seen.sent, seen.stored]) expect(text).toMatch(notSent);
    expect(seen.posts).toBe(0);
    await expectRecovered();
  });

  test('U5, U6: by silence and by single bytes: given up at the deadline, all at once', async () => {
    const { telnyx } = dependencies.proxies;
    telnyx.set('silence', { only: /^POST / });
    telnyx.set('drip', { only: /^GET \/v2/ });
    telnyx.set('silence');
    const seen = await threeCalls();
    const late = /^Telnyx did not answer in time\. Nothing was changed/;
    expect(seen.read).toMatch(late);
    expect(seen.sent).toMatch(/^Telnyx did not answer in time\..*UNKNOWN.*once at most/);
    expect(seen.stored).toMatch(late);
    expect(seen.accepted).toBe(0);
    await expectRecovered();
  }, 60_000);

  test('U6: a read outlives two connections that break, a message is not tried again', async () => {
    for (const kind of ['cut', 'lose_answer', 'cut_in_answer'] as const) {
      dependencies.proxies.telnyx.set(kind, { only: /^GET \/v2/, times: 2 });
      expect(await threeCalls()).toMatchObject({ read: 'good', sent: 'good', accepted: 1 });
      dependencies.proxies.telnyx.set(kind, { only: /^POST /, times: 1 });
      expect(await threeCalls()).toMatchObject({ read: 'good', sent: expect.stringMatching(UNKNOWN) });
    }
  });
});
