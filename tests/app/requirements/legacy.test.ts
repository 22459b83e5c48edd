import { describe, expect, test } from '@jest/globals';
import { expectNothingSent, useApp, useClient } from '../../support/index.ts';
import { messagesOf } from './event-stream.ts';

const app = useApp();
const owner = useClient(app);

const send = (message: object) => owner.post(JSON.stringify(message));
const greet = async (protocolVersion: string) => {
  const client = { capabilities: {}, clientInfo: { name: 'c', version: '1' } };
  return messagesOf(await owner.legacy('initialize', { protocolVersion, ...client }));
};

describe('messages of revision 2025-11-25', () => {
  test('MCP25-RPC-1: a result has its request’s id, and no error beside it', async () => {
    for (const id of [7, 'seven']) {
      for (const method of ['ping', 'tools/list']) {
        const [message] = await messagesOf(await send({ jsonrpc: '2.0', id, method }));
        expect(message).toMatchObject({ jsonrpc: '2.0', id, result: {} });
        expect(message).not.toHaveProperty('error');
      }
    }
  });

  test.each([
    ['an unknown method', { method: 'tools/steal' }, -32601],
    ['an unknown tool', { method: 'tools/call', params: { name: 'steal' } }, -32602],
    ['no tool at all', { method: 'tools/call', params: {} }, -32602],
    ['a cursor that is none', { method: 'tools/list', params: { cursor: 5 } }, -32602],
    ['__proto__ among the arguments', { method: 'tools/call', params: { name: 'get_balance', arguments: { ['__proto__']: 1 } } }, -32602],
  ])('MCP25-RPC-2: %s is an error with the id, an integer code and a message', async (_what, request, code) => {
    for (const id of [7, 'seven']) {
      const [message] = await messagesOf(await send({ jsonrpc: '2.0', id, ...request }));
      expect(message).toMatchObject({ id, error: { code, message: expect.any(String) } });
      expect(message).not.toHaveProperty('result');
    }
  });

  test('MCP25-RPC-3: null, a fraction, a truth or an object is no id: nothing is done', async () => {
    await expectNothingSent(app, async () => {
      for (const id of [null, 1.5, true, {}, [1]]) {
        const response = await send({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'get_balance', arguments: {} } });
        expect(response.status).toBe(400);
        expect(await response.json()).toMatchObject({ error: { code: -32600 } });
      }
    });
  });

  test('MCP25-RPC-4, MCP25-HTTP-5: a notification gets no response, even by a name that requests have, and does nothing', async () => {
    await expectNothingSent(app, async () => {
      for (const message of [
        { method: 'tools/list' },
        { method: 'tools/call', params: { name: 'get_balance' } },
        { method: 'unheard/of' },
      ]) {
        const response = await send({ jsonrpc: '2.0', ...message });
        expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([202, null, '']);
      }
    });
  });

  test('MCP25-HTTP-5: a response to nothing is taken, and has no answer', async () => {
    for (const message of [{ result: {} }, { error: { code: -32603, message: 'x' } }]) {
      const response = await send({ jsonrpc: '2.0', id: 1, ...message });
      expect([response.status, await response.text()]).toEqual([202, '']);
    }
  });

  test.each([
    ['another JSON-RPC', { jsonrpc: '1.0', method: 'notifications/initialized' }],
    ['params that are text', { jsonrpc: '2.0', method: 'notifications/initialized', params: 'x' }],
    ['a call without a tool', { jsonrpc: '2.0', method: 'tools/call', params: {} }],
    ['a list from nowhere', { jsonrpc: '2.0', method: 'tools/list', params: { cursor: 5 } }],
  ])('MCP25-HTTP-6: a notification that cannot be accepted is an HTTP error: %s', async (_what, message) => {
    const response = await send(message);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ id: null, error: { code: expect.any(Number) } });
  });

  test('MCP25-HTTP-1: text beyond ASCII goes in and comes out as UTF-8', async () => {
    const response = await send({ jsonrpc: '2.0', id: 'é 世 😀', method: 'ping' });
    const bytes = await response.bytes();
    expect(Buffer.from(bytes).includes(Buffer.from('é 世 😀', 'utf8'))).toBe(true);
  });

  test('MCP25-META-2: odd values at reserved names of _meta change nothing', async () => {
    const _meta = { 'io.modelcontextprotocol/unheard': 5, 'com.mcp.tools/x': null, 'claudecode/toolUseId': [], traceparent: 'no trace' };
    const [message] = await messagesOf(await owner.legacy('tools/call', { name: 'get_balance', arguments: {}, _meta }));
    expect(message?.result).toMatchObject({ structuredContent: { currency: 'USD' } });
  });
});

describe('the lifecycle of revision 2025-11-25', () => {
  test('MCP25-LIFE-1: initialize is answered with our capabilities and who we are', async () => {
    const [message] = await greet('2025-11-25');
    expect(message?.result).toMatchObject({
      protocolVersion: '2025-11-25',
      capabilities: { tools: {} },
      serverInfo: { name: 'telnyx-mcp-functions', version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
    });
  });

  test.each(['1999-01-01', '2099-01-01', 'nonsense', '1.0'])(
    'MCP25-LIFE-3: a client of %s is offered the latest version we serve',
    async (version) => {
      const [message] = await greet(version);
      expect(message?.result).toMatchObject({ protocolVersion: '2025-11-25' });
    },
  );

  test('MCP25-LIFE-4: we name no capability but tools and skills, whatever the client offers', async () => {
    const offered = { roots: { listChanged: true }, sampling: {}, elicitation: { form: {}, url: {} } };
    const params = { protocolVersion: '2025-11-25', capabilities: offered, clientInfo: { name: 'c', version: '1' } };
    const [message] = await messagesOf(await owner.legacy('initialize', params));
    expect(message?.result?.['capabilities']).toEqual({
      tools: { listChanged: false },
      resources: { listChanged: false },
      extensions: { 'io.modelcontextprotocol/skills': { directoryRead: true } },
    });
    for (const method of ['resources/subscribe', 'prompts/list', 'logging/setLevel', 'completion/complete', 'tasks/list']) {
      const [refused] = await messagesOf(await owner.legacy(method));
      expect(refused?.error?.code).toBe(-32601);
    }
  });

  test.each([
    ['initialize', { protocolVersion: 5, capabilities: {}, clientInfo: { name: 'c', version: '1' } }, 'params.protocolVersion: '],
    ['initialize', { protocolVersion: '2025-11-25', capabilities: { roots: 5 } }, 'params.capabilities.roots: '],
    ['initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'c' } }, 'params.clientInfo.version: '],
  ])('MCP25-RPC-2: %s with parameters that fit no schema is told which one, in one line: %j', async (method, params, where) => {
    const [refused] = await messagesOf(await owner.legacy(method, params));
    expect(refused?.error).toMatchObject({ code: -32602, message: expect.stringContaining(`Invalid params: ${where}`) });
    expect(refused?.error?.message).not.toContain('\n');
  });

  test('MCP25-PING-1: ping is answered with an empty result', async () => {
    const response = await owner.legacy('ping');
    expect(await response.json()).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
  });

  test.each([{ ttl: 60_000 }, {}, 5, null])('MCP25-TASK-1: a call that asks for the task %j is served as any other', async (task) => {
    const [message] = await messagesOf(await owner.legacy('tools/call', { name: 'get_balance', arguments: {}, task }));
    expect(message?.result).toMatchObject({ structuredContent: { currency: 'USD' } });
    expect(message?.result).not.toHaveProperty('task');
  });

  test('MCP25-CANCEL-1: a cancellation of what is over, unheard of or unsaid harms nothing', async () => {
    const cancel = (params: object) => send({ jsonrpc: '2.0', method: 'notifications/cancelled', params });
    await (await owner.legacy('ping')).text();
    for (const params of [{ requestId: 1, reason: 'too late' }, { requestId: 'nobody' }, {}])
      expect((await cancel(params)).status).toBe(202);
    expect((await owner.legacy('ping')).status).toBe(200);
  });
});

test('MCP25-HTTP-7: a request is answered as JSON, or as an event stream where progress is told', async () => {
  const types = [];
  for (const _meta of [{}, { progressToken: 'p' }]) {
    const response = await owner.legacy('tools/call', { name: 'get_balance', arguments: {}, _meta });
    expect((await messagesOf(response)).at(-1)).toMatchObject({ id: 1, result: { structuredContent: { currency: 'USD' } } });
    types.push(response.headers.get('content-type'));
  }
  expect(types).toEqual([expect.stringContaining('application/json'), expect.stringContaining('text/event-stream')]);
});
