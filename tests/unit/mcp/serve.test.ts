import { describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import type { McpRequest } from '../../../shared/mcp/mcp-request.ts';
import { serve } from '../../../shared/mcp/serve.ts';
import { always, defineTool } from '../../../shared/mcp/tool/index.ts';
import { admittedWith, answerOf, callOf, catalogue, message, post, stepOptions } from './step-inputs.ts';

const admitted = admittedWith('telnyx.read', 'telnyx.send');

async function authorized(name: string, args: unknown = {}) {
  const tool = catalogue.find(name);
  if (!tool) throw new Error(`There is no tool ${name}.`);
  return { tool, args, reach: await tool.reachOf(args) };
}

const MODERN = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' };

/** SDKs that note what they get, in the order of all that happens. */
function recorder(happened: string[], answer: () => Response = () => Response.json({})) {
  const served: { era: string; accept: string | null; mcpRequest: McpRequest }[] = [];
  const sdk = (era: string) => (request: Request, _message: unknown, mcpRequest: McpRequest) => {
    happened.push(`sdk ${era}`);
    served.push({ era, accept: request.headers.get('accept'), mcpRequest });
    return Promise.resolve(answer());
  };
  return { served, sdks: { legacy: sdk('legacy'), modern: sdk('modern') } };
}

describe('serve', () => {
  test('hands on the call that was authorized, and looks up no tool again', async () => {
    const find = jest.spyOn(catalogue, 'find');
    const call = await authorized('picky');
    find.mockClear();
    const { options, happened, lines } = stepOptions();
    const response = await serve(post(), { ...admitted, message: callOf('picky'), call }, options);
    expect(await answerOf(response)).toMatchObject([200, { id: 7, result: { isError: true } }]);
    expect(find).not.toHaveBeenCalled();
    expect(happened).toEqual(['audit invalid_input']);
    expect(lines).toMatchObject([{ event: 'tool_call', tool: 'picky', risk: 'read', outcome: 'invalid_input' }]);
    find.mockRestore();
  });

  test('opens the audit trail before the SDK gets a call that does more than read, or costs', async () => {
    for (const name of ['send', 'look_up']) {
      const { options, happened } = stepOptions();
      const { sdks } = recorder(happened);
      await serve(post(), { ...admitted, message: callOf(name), call: await authorized(name) }, { ...options, sdks });
      expect(happened).toEqual(['audit opened', 'sdk legacy']);
    }
  });

  test('does nothing where the trail cannot be opened', async () => {
    const { options, services, happened } = stepOptions();
    const { sdks } = recorder(happened);
    const missing = new Error('no key');
    const audit = { ...services.audit, open: () => Promise.reject(missing) };
    const calls = () => Promise.resolve({ ...services, audit });
    const call = await authorized('send');
    await expect(serve(post(), { ...admitted, message: callOf('send'), call }, { ...options, sdks, calls })).rejects.toBe(missing);
    expect(happened).toEqual([]);
  });

  test('the risk of the arguments decides, not that of the tool', async () => {
    const lookUp = defineTool({
      name: 'read_or_write',
      title: 'Read or write',
      risk: 'read',
      description: 'Both.',
      input: z.object({ aloud: z.boolean() }),
      output: z.object({}),
      raises: { risk: 'write', by: { aloud: always } },
      run: () => Promise.resolve({}),
    });
    for (const [args, expected] of [
      [{}, ['sdk legacy']],
      [{ aloud: true }, ['audit opened', 'sdk legacy']],
    ] as const) {
      const { options, happened } = stepOptions();
      const call = { tool: lookUp, args, reach: await lookUp.reachOf(args) };
      await serve(post(), { ...admitted, message: callOf('read_or_write', args), call }, { ...options, sdks: recorder(happened).sdks });
      expect(happened).toEqual(expected);
    }
  });

  test('chooses the SDK by the era of the message, and lets it answer JSON or a stream whatever the client accepts', async () => {
    const { options, happened } = stepOptions();
    const { sdks, served } = recorder(happened);
    const modern = message('tools/call', { name: 'picky', _meta: MODERN });
    await serve(post(), { ...admitted, message: callOf('picky'), call: undefined }, { ...options, sdks });
    await serve(post(), { ...admitted, message: modern, call: undefined }, { ...options, sdks });
    expect(served).toMatchObject(
      ['legacy', 'modern'].map((era) => ({ era, accept: 'application/json, text/event-stream', mcpRequest: { era } })),
    );
    expect(served[0]?.mcpRequest.requestId).not.toBe(served[1]?.mcpRequest.requestId);
  });

  test('an SDK gets what it needs for one request and nothing more', async () => {
    const { options, happened } = stepOptions();
    const { sdks, served } = recorder(happened);
    await serve(post(), { ...admitted, message: message('ping'), call: undefined }, { ...options, sdks });
    expect(Object.keys(served[0]?.mcpRequest ?? {}).sort()).toEqual(
      ['call', 'caller', 'catalogue', 'clock', 'disconnected', 'era', 'log', 'principal', 'requestId', 'serverInfo', 'telemetry'].sort(),
    );
  });

  test('loads what calls take for a call alone', async () => {
    const { options, services, happened } = stepOptions();
    const calls = jest.fn(() => Promise.resolve(services));
    const { sdks, served } = recorder(happened);
    await serve(post(), { ...admitted, message: message('ping'), call: undefined }, { ...options, sdks, calls });
    expect(calls).not.toHaveBeenCalled();
    await serve(post(), { ...admitted, message: callOf('picky'), call: await authorized('picky') }, { ...options, sdks, calls });
    expect(calls).toHaveBeenCalledTimes(1);
    expect(Object.keys(served[1]?.mcpRequest.call ?? {}).sort()).toEqual(
      ['args', 'audit', 'auditRead', 'guard', 'inbox', 'questions', 'reach', 'storage', 'telnyx', 'tool'].sort(),
    );
  });

  test('keeps no stream open for a listener', async () => {
    const { options, happened } = stepOptions();
    const { sdks } = recorder(happened);
    const listen = message('subscriptions/listen', { _meta: MODERN });
    const response = await serve(post(), { ...admitted, message: listen, call: undefined }, { ...options, sdks });
    expect(await answerOf(response)).toEqual([
      404,
      { jsonrpc: '2.0', id: 7, error: { code: -32601, message: 'Method not found: the tools never change.' } },
    ]);
    expect(happened).toEqual([]);
  });

  test('fills in the tools that the scopes allow', async () => {
    const { options } = stepOptions();
    const [status, body] = await answerOf(
      await serve(post(), { ...admittedWith('telnyx.send'), message: message('tools/list'), call: undefined }, options),
    );
    expect([status, body]).toMatchObject([200, { id: 7, result: { tools: [{ name: 'send' }] } }]);
  });

  test('a list that cannot be filled in is an error, not an empty list', async () => {
    const { options, happened } = stepOptions();
    const { sdks } = recorder(happened, () => Response.json({ jsonrpc: '2.0', id: 7, result: { items: [] } }));
    const listing = serve(post(), { ...admitted, message: message('tools/list'), call: undefined }, { ...options, sdks });
    await expect(listing).rejects.toThrow('no place for the tools');
  });
});
