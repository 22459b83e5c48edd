import { describe, expect, test } from '@jest/globals';
import { connectInbox } from '../../../../tools/inbox/connect-inbox.ts';
import { ADDRESSES } from '../../../support/fake-inbox.ts';
import { byPath, ID, pathsOf, runWith } from './inbox-of.ts';

const OTHERS = 'https://hooks.example.com/in?token=hush';
const APPLICATION = '1293384261075731499';

const profile = (more: object = {}) => ({
  id: ID,
  name: 'Main',
  webhook_url: '',
  webhook_failover_url: '',
  webhook_api_version: '1',
  ...more,
});
const application = (more: object = {}) => ({
  id: APPLICATION,
  application_name: 'Calls',
  webhook_event_url: null,
  webhook_event_failover_url: '',
  webhook_api_version: '1',
  ...more,
});
const changed = {
  [`PATCH /messaging_profiles/${ID}`]: { data: { id: ID } },
  [`PATCH /call_control_applications/${APPLICATION}`]: { data: { id: APPLICATION } },
};
const account = (profiles: readonly object[], applications: readonly object[], more: Readonly<Record<string, unknown>> = {}) =>
  byPath({ '/messaging_profiles': { data: profiles }, '/call_control_applications': { data: applications }, ...changed, ...more });

const bodies = ({ seen }: Awaited<ReturnType<typeof runWith>>) =>
  seen.filter(({ method }) => method === 'PATCH').map(({ body }): unknown => JSON.parse(body));

test('sets URL, failover and version 2 of all that there is, and shows before and after', async () => {
  const run = await runWith(connectInbox, {}, {}, account([profile()], [application()]));
  expect(bodies(run)).toEqual([
    { webhook_url: ADDRESSES.url, webhook_failover_url: ADDRESSES.failoverUrl, webhook_api_version: '2' },
    {
      application_name: 'Calls',
      webhook_event_url: ADDRESSES.url,
      webhook_event_failover_url: ADDRESSES.failoverUrl,
      webhook_api_version: '2',
    },
  ]);
  expect(run.result?.structured).toMatchObject({
    changed: 2,
    right_already: 0,
    left_to_others: 0,
    receivers: [
      {
        kind: 'profile',
        id: ID,
        before: { url: 'none', failover: 'none', version: '1' },
        after: { url: ADDRESSES.url, failover: ADDRESSES.failoverUrl, version: '2' },
      },
      { kind: 'application', id: APPLICATION },
    ],
  });
});

test('what is right already is left alone', async () => {
  const right = { webhook_url: ADDRESSES.url, webhook_failover_url: ADDRESSES.failoverUrl, webhook_api_version: '2' };
  const run = await runWith(connectInbox, {}, {}, account([profile(right)], []));
  expect(run.result?.structured).toEqual({ changed: 0, right_already: 1, left_to_others: 0, receivers: [] });
  expect(bodies(run)).toEqual([]);
});

describe("others' URLs", () => {
  const foreign = profile({ webhook_url: OTHERS, webhook_api_version: '2' });

  test('stay, with all that belongs to them', async () => {
    const run = await runWith(connectInbox, {}, {}, account([foreign], []));
    expect(bodies(run)).toEqual([]);
    expect(run.result?.structured).toMatchObject({
      changed: 0,
      left_to_others: 1,
      receivers: [{ left: [expect.stringMatching(/^https:\/\/hooks\.example\.com\/in/)] }],
    });
    expect(run.result?.text).not.toContain('hush');
  });

  test('as failover stay as well, beside a URL of ours', async () => {
    const run = await runWith(connectInbox, {}, {}, account([profile({ webhook_failover_url: OTHERS })], []));
    expect(bodies(run)).toEqual([{ webhook_url: ADDRESSES.url, webhook_api_version: '2' }]);
    expect(run.result?.structured).toMatchObject({ changed: 1, left_to_others: 1 });
  });

  test('go where replace says so, and are named', async () => {
    const run = await runWith(connectInbox, { replace: true }, {}, account([foreign], []));
    expect(bodies(run)).toEqual([{ webhook_url: ADDRESSES.url, webhook_failover_url: ADDRESSES.failoverUrl }]);
    expect(run.result?.structured).toMatchObject({
      changed: 1,
      receivers: [{ before: { url: expect.stringMatching(/^https:\/\/hooks\.example\.com\/in/) }, after: { url: ADDRESSES.url } }],
    });
    expect(run.result?.text).not.toContain('hush');
  });
});

test('ids choose what is changed, and an unknown one changes nothing', async () => {
  const two = account([profile(), profile({ id: '5000eba1-a0c0-4563-9925-b25e842a7cb6' })], [application()]);
  const one = await runWith(connectInbox, { profile_ids: [ID] }, {}, two);
  expect(pathsOf(one)).toEqual(['GET /messaging_profiles', `PATCH /messaging_profiles/${ID}`]);
  const none = await runWith(connectInbox, { profile_ids: [ID], application_ids: ['77'] }, {}, two);
  expect(none.error).toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('no application 77: list_call_control_applications'),
  });
  expect(bodies(none)).toEqual([]);
});

test('all pages are read', async () => {
  const page = (number: number, id: string) => ({ data: [profile({ id })], meta: { page_number: number, total_pages: 2 } });
  const other = '5000eba1-a0c0-4563-9925-b25e842a7cb6';
  const run = await runWith(connectInbox, {}, {}, (seen, response) =>
    account([], [], {
      'GET /messaging_profiles': new URL(seen.url, 'http://x').searchParams.get('page[number]') === '2' ? page(2, other) : page(1, ID),
      [`PATCH /messaging_profiles/${other}`]: { data: { id: other } },
    })(seen, response),
  );
  expect(run.result?.structured).toMatchObject({ changed: 2 });
});

test('where some fail, each is told by itself', async () => {
  const answers = account([profile()], [application()], { [`PATCH /call_control_applications/${APPLICATION}`]: 422 });
  const { result } = await runWith(connectInbox, {}, {}, answers);
  expect(result?.structured).toMatchObject({
    changed: 1,
    receivers: [
      { id: ID, after: { version: '2' } },
      { id: APPLICATION, error: expect.stringMatching(/./) },
    ],
    incomplete: '1 of 2 could not be changed: see error. Call again for them.',
  });
});

test('where all fail, it is an error', async () => {
  const answers = account([profile()], [], { [`PATCH /messaging_profiles/${ID}`]: 422 });
  expect((await runWith(connectInbox, {}, {}, answers)).error).toMatchObject({ status: 422 });
});

test('an address that Telnyx cannot reach is not set', async () => {
  const run = await runWith(connectInbox, {}, { addresses: { ...ADDRESSES, reachable: false } }, account([profile()], []));
  expect(run.error).toMatchObject({ code: 'invalid_input', message: expect.stringMatching(/localhost.*Telnyx cannot reach it/) });
  expect(run.seen).toEqual([]);
});

test('an account without anything to connect says what to make', async () => {
  expect((await runWith(connectInbox, {}, {}, account([], []))).error).toMatchObject({
    message: expect.stringMatching(/create_messaging_profile/),
  });
});

test('clients ask a person before each call', () => {
  expect(connectInbox.annotations).toMatchObject({ readOnlyHint: false, destructiveHint: true, idempotentHint: true });
});
