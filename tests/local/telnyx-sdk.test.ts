import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Telnyx from 'telnyx';
import { CALLS } from '../app/contract/support/calls.ts';
import { readOpenApi } from '../app/contract/support/openapi.ts';
import { RECORDS } from '../tools/index.ts';
import { given, type Sdk } from '../tools/support/proof.ts';
import { startSdk } from './start-sdk.ts';

const PROOFS = RECORDS.flatMap(({ proofs = {} }) => Object.entries(proofs));

let sdk: Sdk;
beforeAll(async () => {
  sdk = await startSdk();
});
afterAll(() => sdk.stop());

/** `GET /messages/{id}` as a pattern of requests. */
const patternOf = (operation: string) => new RegExp(`^${operation.replace(/\{\w+\}/g, '[^/?]+')}(\\?|$)`);

describe("Telnyx's own SDK gets the answers that it expects", () => {
  test.each(PROOFS)('%s', async (operation, prove) => {
    const before = (await sdk.accepted()).length;
    await prove(sdk);
    const made = (await sdk.accepted()).slice(before);
    expect(made).toContainEqual(expect.stringMatching(patternOf(operation)));
  });

  test('for every operation that a tool uses, in one record each', () => {
    const { paths } = readOpenApi();
    const used = CALLS.flatMap(({ requests }) => requests).filter((request) => {
      const [method = '', path = ''] = request.split(' ');
      // S3 is not in the document, nor in the SDK.
      return paths[path]?.[method.toLowerCase()] !== undefined;
    });
    expect(PROOFS.map(([operation]) => operation).sort()).toEqual([...new Set(used)].sort());
  });
});

const hello = { from: '+13125550100', to: '+13125550142', text: 'Hello' };

describe('the SDK', () => {
  test('follows a call through its events', async () => {
    const [application] = (await sdk.client.callControlApplications.list({ filter: { application_name: { contains: 'Main' } } })).data;
    const { data } = await sdk.client.calls.dial({ connection_id: given(application?.id), from: hello.from, to: hello.to });
    const { call_control_id: id, call_leg_id: leg } = given(data);
    await sdk.advance(2_000);
    await sdk.client.calls.actions.speak(id, { payload: 'Hi', voice: 'male' });
    await sdk.advance(1_000);
    const { data: events } = await sdk.client.callEvents.list({ filter: { leg_id: leg, type: 'webhook' } });
    expect(events.map(({ name }) => name)).toEqual(['call.initiated', 'call.answered', 'call.speak.started', 'call.speak.ended']);
    const { data: status } = await sdk.client.calls.retrieveStatus(id);
    expect(status?.is_alive).toBe(true);
    // The clock of the stand-ins goes on while they are asked.
    expect(status?.call_duration).toBeGreaterThanOrEqual(1);
  });

  test('cancels a scheduled message', async () => {
    const sendAt = new Date(Date.now() + 24 * 3600_000).toISOString();
    const { data } = await sdk.client.messages.send({ ...hello, send_at: sendAt });
    const cancelled = await sdk.client.messages.cancelScheduled(given(data?.id));
    expect(cancelled.to).toMatchObject([{ phone_number: hello.to, status: 'cancelled' }]);
  });

  test('gets the reason of a call that is not dialled', async () => {
    const [application] = (await sdk.client.callControlApplications.list({ filter: { application_name: { contains: 'Main' } } })).data;
    const call = { connection_id: given(application?.id), from: hello.from, to: '+442079460142' };
    const error: unknown = await sdk.client.calls.dial(call).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(Telnyx.PermissionDeniedError);
    expect(error).toMatchObject({ status: 403, error: { errors: [{ code: 10010 }], telnyx_error: { error_code: 'D13' } } });
  });
});

describe("the SDK's errors", () => {
  /** The error of a request that must be refused. */
  const errorOf = async (request: Promise<unknown>): Promise<unknown> => {
    const answer = await request.then(JSON.stringify, (error: unknown) => error);
    if (typeof answer === 'string') throw new Error(`No error, but ${answer}`);
    return answer;
  };
  const body = (code: string, source?: object) => ({ errors: [expect.objectContaining({ code, ...(source && { source }) })] });

  test('a wrong key is an AuthenticationError', async () => {
    const error = await errorOf(sdk.newClient({ apiKey: 'KEYwrong' }).balance.retrieve());
    expect(error).toBeInstanceOf(Telnyx.AuthenticationError);
    expect(error).toMatchObject({ status: 401, error: body('10009') });
  });

  test('an unknown id is a NotFoundError', async () => {
    const error = await errorOf(sdk.client.phoneNumbers.retrieve('9'));
    expect(error).toBeInstanceOf(Telnyx.NotFoundError);
    expect(error).toMatchObject({ status: 404, error: body('10005') });
  });

  test('a wrong value is an UnprocessableEntityError that says where', async () => {
    const error = await errorOf(sdk.client.messages.send({ ...hello, to: '13125550142' }));
    expect(error).toBeInstanceOf(Telnyx.UnprocessableEntityError);
    expect(error).toMatchObject({ status: 422, error: body('10016', { pointer: '/to' }) });
  });

  test('a sender of another account is a BadRequestError', async () => {
    const error = await errorOf(sdk.client.messages.send({ ...hello, from: '+14155550100' }));
    expect(error).toBeInstanceOf(Telnyx.BadRequestError);
    expect(error).toMatchObject({ status: 400, error: body('40305', { pointer: '/from' }) });
  });

  test.each([
    [429, '10011', Telnyx.RateLimitError],
    [403, '10010', Telnyx.PermissionDeniedError],
    [503, '10007', Telnyx.InternalServerError],
  ])('status %s is its class of error', async (status, code, Class) => {
    await sdk.control('/faults', { path: '/balance', status });
    const error = await errorOf(sdk.client.balance.retrieve());
    expect(error).toBeInstanceOf(Class);
    expect(error).toMatchObject({ status, error: body(code) });
  });

  test('a connection that drops is an APIConnectionError', async () => {
    await sdk.control('/faults', { path: '/balance', drop: 'before' });
    expect(await errorOf(sdk.client.balance.retrieve())).toBeInstanceOf(Telnyx.APIConnectionError);
  });

  test('is gone where the SDK may try once more', async () => {
    await sdk.control('/faults', { path: '/balance', status: 503, headers: { 'retry-after-ms': '1' } });
    const { data } = await sdk.newClient({ maxRetries: 1 }).balance.retrieve();
    expect(data?.record_type).toBe('balance');
  });
});
