import { describe, expect, jest, test } from '@jest/globals';
import { calledTool, paramsError, read, readEnvelope } from '../../../shared/mcp/read.ts';
import { answerOf, callOf, post } from './step-inputs.ts';

describe('read', () => {
  test('hands on the message, with null for no arguments taken out', async () => {
    expect(await read(post(callOf('send', null)))).toEqual({ jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name: 'send' } });
  });

  test('answers 400 to a body that is no message', async () => {
    expect(await answerOf(await read(post('[]')))).toEqual([
      400,
      {
        jsonrpc: '2.0',
        id: null,
        error: { code: -32600, message: 'Invalid request: Batches are not supported: send one JSON-RPC message per request.' },
      },
    ]);
  });

  test('answers wrong parameters by JSON-RPC, and by HTTP alone where there is no id to answer to', async () => {
    const wrong = callOf('send', 5);
    const error = { code: -32602, message: 'Invalid params: arguments must be an object.' };
    expect(await answerOf(await read(post(wrong)))).toEqual([200, { jsonrpc: '2.0', id: 7, error }]);
    expect(await answerOf(await read(post({ ...wrong, id: undefined })))).toEqual([400, { jsonrpc: '2.0', id: null, error }]);
  });

  test('P2: reads no more than 4 MiB', async () => {
    await expect(read(post(' '.repeat(4 * 1024 * 1024 + 1)))).rejects.toMatchObject({ code: 'body_too_large' });
    expect(await answerOf(await read(post(' '.repeat(4 * 1024 * 1024))))).toMatchObject([400, { error: { code: -32700 } }]);
  });
});

describe('the envelope', () => {
  test.each([
    ['not JSON', '{', -32700],
    ['nothing', '', -32700],
    ['a batch', '[{"jsonrpc":"2.0","id":1,"method":"tools/list"}]', -32600],
    ['a bare value', '"hello"', -32600],
    ['null', 'null', -32600],
    ['an object nested 10,000 deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, -32600],
    ['arrays nested 10,000 deep in an argument', `{"params":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, -32600],
  ])('P2: %s is refused with %#', (_what, text, code) => {
    expect(readEnvelope(text)).toMatchObject({ error: { code } });
  });

  test.each([
    ['the default body of a test form', '{"name":"Azure"}'],
    ['no body', ''],
    ['a blank body', ' \n'],
  ])('answers %s with what to send', (_what, text) => {
    expect(readEnvelope(text)).toMatchObject({
      error: { message: expect.stringContaining('{"jsonrpc":"2.0","id":1,"method":"tools/list"}') },
    });
  });

  const listOf = (values: number) =>
    `{"jsonrpc":"2.0","method":"tools/call","params":{"name":"x","arguments":{"a":[${'0,'.repeat(values - 1)}0]}}}`;
  const WITHOUT_VALUES = 13;

  test('D1: takes 20,000 values and names and not one more, texts of any length among them', () => {
    const long = JSON.stringify('[{,:"\\'.repeat(100_000));
    const most = listOf(20_000 - WITHOUT_VALUES);
    expect(readEnvelope(most)).toHaveProperty('body');
    expect(readEnvelope(most.replace('0,', `${long},`))).toHaveProperty('body');
    const refused = readEnvelope(listOf(20_000 - WITHOUT_VALUES + 1));
    expect(refused).toEqual({
      error: { code: -32600, message: 'Invalid request: The body holds more than 20,000 values and names.' },
    });
  });

  const names = (count: number) => Array.from({ length: count }, (_, index) => `"a${index}":0`).join(',');

  test.each([
    ['numbers', `{"a":[${'0,'.repeat(1_900_000)}0]}`],
    ['empty objects', `{"a":[${'{},'.repeat(1_300_000)}0]}`],
    ['empty texts', `{"a":[${'"",'.repeat(1_300_000)}0]}`],
    ['names', `{${names(250_000)}}`],
    ['the same name', `{${'"a":0,'.repeat(600_000)}"a":0}`],
    ['lists in lists', `{"a":[${`${'['.repeat(50)}${']'.repeat(50)},`.repeat(39_000)}0]}`],
    ['brackets that never close', '['.repeat(4_000_000)],
  ])('D1: 4 MiB of %s are refused without being parsed', (_what, text) => {
    const parse = jest.spyOn(JSON, 'parse');
    expect(readEnvelope(text)).toMatchObject({ error: { code: -32600 } });
    expect(parse).not.toHaveBeenCalled();
    parse.mockRestore();
  });

  test.each([
    ['the client', `{"jsonrpc":"2.0","method":"initialize","params":{"clientInfo":{"icons":[${'0,'.repeat(1_000)}0]}}}`],
    ['_meta', `{"jsonrpc":"2.0","method":"tools/call","params":{"name":"x","arguments":{},"_meta":{${names(600)}}}}`],
    ['parameters of another method', `{"jsonrpc":"2.0","method":"ping","params":{"arguments":{${names(600)}}}}`],
    ['members of the message', `{"jsonrpc":"2.0",${names(600)}}`],
    ['a result', `{"jsonrpc":"2.0","id":1,"result":{${names(600)}}}`],
  ])('D1: outside the arguments of a tool 1,000 are the most: %s', (_what, text) => {
    expect(readEnvelope(text)).toEqual({
      error: { code: -32600, message: 'Invalid request: The body holds more than 1,000 values and names besides the arguments of a tool.' },
    });
  });

  test('P2: nesting as deep as tools need is taken', () => {
    expect(readEnvelope(`{"jsonrpc":"2.0","params":${'['.repeat(63)}${']'.repeat(63)}}`)).toHaveProperty('body');
    expect(readEnvelope(`{"jsonrpc":"2.0","params":${'['.repeat(64)}${']'.repeat(64)}}`)).toMatchObject({ error: { code: -32600 } });
  });

  test.each([
    [{ method: 'tools/call' }, /params/],
    [{ method: 'tools/call', params: [] }, /params/],
    [{ method: 'tools/call', params: { name: 5 } }, /name/],
    [{ method: 'tools/call', params: { name: 'x', arguments: [] } }, /arguments/],
    [{ method: 'tools/call', params: { name: 'x', arguments: 'x' } }, /arguments/],
    [{ method: 'tools/list', params: { cursor: 5 } }, /cursor/],
  ])('P3: %j is told what is wrong with its parameters', (body, words) => {
    expect(paramsError(body)).toMatch(words);
  });

  test('D1: a hundred arguments are the most', () => {
    const call = (count: number) => ({
      method: 'tools/call',
      params: { name: 'x', arguments: Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, 0])) },
    });
    expect(paramsError(call(100))).toBeUndefined();
    expect(paramsError(call(101))).toMatch(/arguments/);
  });

  test.each([
    ['tools/list', null, undefined],
    ['tools/list', { cursor: null, _meta: null }, {}],
    ['tools/list', { _meta: { progressToken: null, a: [{ b: null }] } }, { _meta: { a: [{}] } }],
    ['tools/call', { name: 'x', arguments: null, _meta: null, task: null }, { name: 'x' }],
    ['tools/call', { name: 'x', arguments: { a: null, b: { c: null } } }, { name: 'x', arguments: { a: null, b: { c: null } } }],
    [
      'initialize',
      {
        protocolVersion: '1',
        capabilities: { roots: null, sampling: null, elicitation: { form: null } },
        clientInfo: { name: 'x', title: null },
      },
      { protocolVersion: '1', capabilities: { elicitation: {} }, clientInfo: { name: 'x' } },
    ],
    [
      'initialize',
      { protocolVersion: '1', capabilities: null, clientInfo: { name: 'x', version: null } },
      { protocolVersion: '1', capabilities: {}, clientInfo: { name: 'x', version: '' } },
    ],
    [
      'tools/list',
      { _meta: { 'io.modelcontextprotocol/clientCapabilities': null } },
      { _meta: { 'io.modelcontextprotocol/clientCapabilities': {} } },
    ],
  ])('P3: null members of %s are as if absent: %j', (method, params, expected) => {
    const body = { jsonrpc: '2.0', id: 1, method, ...(expected !== undefined && { params: expected }) };
    expect(readEnvelope(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params, extra: null }))).toEqual({ body });
  });

  test('P3: a notification has no id, null neither', () => {
    const body = { jsonrpc: '2.0', method: 'notifications/initialized' };
    expect(readEnvelope(JSON.stringify({ ...body, id: null }))).toEqual({ body });
    expect(readEnvelope(JSON.stringify({ ...body, id: 1 }))).toEqual({ body: { ...body, id: 1 } });
  });

  test('P3: an id that JSON rounds is refused without repeating it', async () => {
    const response = await read(post('{"jsonrpc":"2.0","id":9007199254740993,"method":"tools/list"}'));
    expect(await answerOf(response)).toMatchObject([400, { id: null, error: { code: -32600, message: expect.stringContaining('2^53') } }]);
    expect(readEnvelope('{"jsonrpc":"2.0","id":null,"method":"x"}')).toEqual({ body: { jsonrpc: '2.0', id: null, method: 'x' } });
  });

  test('tells which tool is called, whatever stands around it', () => {
    expect(calledTool({ method: 'tools/call', params: { name: 'x', arguments: 1 } })).toEqual({ name: 'x', args: 1 });
    expect(calledTool({ method: 'tools/call', params: { name: 5 } })).toBeUndefined();
    expect(calledTool({ method: 'tools/call', params: null })).toBeUndefined();
    expect(calledTool({ method: 'tools/list', params: { name: 'x' } })).toBeUndefined();
  });
});
