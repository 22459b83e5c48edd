import { describe, expect, test } from '@jest/globals';
import { inputOf, loadOperations, placedArguments, requestOf, type Operation } from '../../../../shared/telnyx/operations/index.ts';
import { operationNamed, OPERATIONS } from '../../../app/contract/operations/support/operations.ts';
import { made, object, sharing } from './made-operation.ts';

const requestFor = (operation: Operation, args: Readonly<Record<string, unknown>>) => requestOf(operation, args, sharing());
const text = { type: 'string' } as const;

describe('a path', () => {
  test('has each value as one segment', () => {
    const operation = made({ path: '/things/{id}/parts/{part_id}' });
    expect(requestFor(operation, { id: '+1 312/555?x=1#y', part_id: '%2e%2e' }).path).toBe(
      '/things/%2B1%20312%2F555%3Fx%3D1%23y/parts/%252e%252e',
    );
  });

  test.each(['..', '.', '', 'a\r\nHost: evil', 'a\u0000', '\ud800'])('refuses %j', (id) => {
    expect(() => requestFor(made({ path: '/things/{id}' }), { id })).toThrow(
      'An id must not be empty, "." or "..", nor hold control characters.',
    );
  });

  test('does not repeat the version that the base URL ends in', () => {
    expect(requestFor(made({ path: '/v2/whatsapp/{id}' }), { id: 'v2' }).path).toBe('/whatsapp/v2');
    expect(requestFor(made({ path: '/v2x/{id}' }), { id: 'a' }).path).toBe('/v2x/a');
  });
});

describe('a query', () => {
  const query = object({
    filter: object({ status: object({ eq: text }), features: { type: 'array', items: text }, on: { type: 'boolean' } }),
    sort: { type: 'array', items: text },
    page: object({ number: { type: 'integer' } }),
  });

  test('has brackets for members, commas for lists inside objects, and a name for each value of other lists', () => {
    const args = { filter: { status: { eq: 'a b' }, features: ['sms', 'mms'], on: false }, sort: ['a', '-b'], page: { number: 2 } };
    expect(requestFor(made({ query }), args).query).toEqual([
      ['filter[status][eq]', 'a b'],
      ['filter[features]', 'sms,mms'],
      ['filter[on]', 'false'],
      ['sort', 'a'],
      ['sort', '-b'],
      ['page[number]', '2'],
    ]);
  });

  test.each([
    ['ListMessagingHostedNumbers', 'phone_number', '+13125550100'],
    ['ListPhoneNumbersWithMessagingSettings', 'phone_number', '+13125550100'],
    ['ListMessagingProfiles', 'name', 'Main'],
  ])('%s takes filter[%s] as a value of its own, and with what it contains', async (id, name, value) => {
    const operations = await loadOperations();
    const operation = operationNamed(id);
    const queryOf = (args: Readonly<Record<string, unknown>>) => {
      const input = inputOf(operation, operations);
      return requestOf(operation, input.parse(placedArguments(operation, operations, args)), operations).query;
    };
    expect(queryOf({ [`filter[${name}]`]: value })).toEqual([[`filter[${name}]`, value]]);
    expect(queryOf({ filter: { [name]: { contains: value } } })).toEqual([[`filter[${name}][contains]`, value]]);
  });

  test('may look for what Telnyx alone writes', async () => {
    const operations = await loadOperations();
    const input = inputOf(operationNamed('ListNetworkInterfaces'), operations);
    expect(input.parse({ id: 'a', filter: { status: 'provisioned' } })).toEqual({ id: 'a', filter: { status: 'provisioned' } });
  });

  test('has nothing of what is empty', () => {
    expect(requestFor(made({ query }), { filter: { features: [] }, sort: [], page: {} }).query).toEqual([]);
  });

  test('asks for JSON where the operation also has tables', () => {
    const operation = made({ query: object({ format: { type: 'string', enum: ['csv', 'json'] } }) });
    expect(requestFor(operation, {}).query).toEqual([['format', 'json']]);
    expect(requestFor(operation, { format: 'csv' }).query).toEqual([['format', 'csv']]);
  });
});

describe('a body', () => {
  const body = object({ name: text, tags: { type: 'array', items: text } });

  test('is JSON, and {} where nothing of it is given', () => {
    const operation = made({ method: 'POST', body });
    expect(requestFor(operation, { name: 'a', tags: [] }).body).toEqual({ type: 'json', value: { name: 'a', tags: [] } });
    expect(requestFor(operation, {}).body).toEqual({ type: 'json', value: {} });
  });

  test('is none of a DELETE that says nothing', () => {
    const operation = made({ method: 'DELETE', body });
    expect(requestFor(operation, {}).body).toBeUndefined();
    expect(requestFor(operation, { name: 'a' }).body).toEqual({ type: 'json', value: { name: 'a' } });
  });

  test('is none where the operation takes none', () => {
    expect(requestFor(made(), { name: 'a' })).toEqual({ method: 'GET', path: '/things', query: [], keyed: false });
  });

  test('is one value where it is no object', () => {
    const operation = made({ method: 'POST', body: { type: 'array', items: text } });
    expect(requestFor(operation, { body: ['a'] }).body).toEqual({ type: 'json', value: ['a'] });
    expect(requestFor(operation, {}).body).toBeUndefined();
  });

  test('is a form where Telnyx wants one', () => {
    const operation = made({ method: 'POST', body, bodyType: 'form' });
    expect(requestFor(operation, { name: 'a&b', tags: ['x', 'y'] }).body).toEqual({
      type: 'form',
      pairs: [
        ['name', 'a&b'],
        ['tags', 'x'],
        ['tags', 'y'],
      ],
    });
  });

  test('has a value of the path, too, where Telnyx wants it twice', () => {
    const operation = made({ method: 'PATCH', path: '/things/{name}', body: object({ name: text }, 'name') });
    expect(requestFor(operation, { name: 'a' })).toMatchObject({ path: '/things/a', body: { value: { name: 'a' } } });
  });

  test('of a bridge names the other call', () => {
    const request = requestOf(operationNamed('BridgeCall'), { call_control_id: 'one', other_call_control_id: 'two' }, OPERATIONS);
    expect(request).toMatchObject({ path: '/calls/one/actions/bridge', body: { value: { call_control_id: 'two' } } });
  });

  test('has what the document does not name where it says that there may be more', async () => {
    const operations = await loadOperations();
    const bodyOf = (id: string, args: Readonly<Record<string, unknown>>) =>
      requestOf(operationNamed(id), inputOf(operationNamed(id), operations).parse(args), operations).body;
    const tool = { type: 'transfer', display_name: 'Desk', transfer: { from: '+13125550100', targets: [{ to: '+13125550144' }] } };
    expect(bodyOf('create_tool_post', tool)).toEqual({ type: 'json', value: tool });
    expect(() => bodyOf('CreateVoiceProfile', { name: 'Main', transfer: {} })).toThrow(/transfer/);
  });

  test('of a stored value is what is stored', () => {
    const request = requestOf(operationNamed('PutKvKey'), { id: 'a', key: 'b/c', body: '{"x":1}' }, OPERATIONS);
    expect(request).toMatchObject({ method: 'PUT', path: '/storage/kvs/a/keys/b%2Fc', body: { type: 'raw', text: '{"x":1}' } });
  });
});

describe('a file', () => {
  const upload = operationNamed('audio_public_audio_transcriptions_post');

  test('is fetched by Telnyx where there is a URL for it', () => {
    expect(requestOf(upload, { file_url: 'https://example.com/a.mp3', model: 'm' }, OPERATIONS).body).toEqual({
      type: 'multipart',
      pairs: [
        ['file_url', 'https://example.com/a.mp3'],
        ['model', 'm'],
      ],
    });
  });

  test('is not sent, and the URL for it is named', () => {
    for (const args of [{ model: 'm' }, { model: 'm', file: 'x' }, { model: 'm', file: 'x', file_url: 'https://example.com/a' }]) {
      expect(() => requestOf(upload, args, OPERATIONS)).toThrow(
        'takes a file, which this server does not send. Give file_url: Telnyx fetches the file from there.',
      );
    }
  });

  test.each(['createEmailBlockImport', 'UploadMessagingHostedNumberOrderFile', 'PostWhatsappProfilePhoto', 'createVoiceCloneFromUpload'])(
    'of %s is uploaded elsewhere',
    (id) => {
      expect(() => requestOf(operationNamed(id), { id: 'a', phone_number: '+1', file: 'x', body: {} }, OPERATIONS)).toThrow(
        'Upload it in the Telnyx portal',
      );
    },
  );
});

test.each([
  [undefined, undefined],
  [['application/pdf'], 'application/pdf, application/json;q=0.5'],
  [['*'], '*/*'],
])('asks for the media types %j as %j', (answers, accept) => {
  expect(requestFor(made(answers ? { answers } : {}), {}).accept).toBe(accept);
});

test('tells whether an idempotency key is taken', () => {
  expect(requestFor(made({ keyed: true }), {}).keyed).toBe(true);
  expect(requestFor(made(), {}).keyed).toBe(false);
});
