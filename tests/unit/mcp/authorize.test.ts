import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { authorize } from '../../../shared/mcp/authorize.ts';
import { createCatalogue } from '../../../shared/mcp/index.ts';
import { defineTool } from '../../../shared/mcp/tool/index.ts';
import { tools } from './endpoint-under-test.ts';
import { admittedWith, answerOf, callOf, holderOf, message, post, stepOptions } from './step-inputs.ts';

const PROTO: unknown = JSON.parse('{"aloud":true,"__proto__":1}');
const toolNamed = (name: string) => tools.find((tool) => tool.name === name);

describe('authorize', () => {
  test('hands on the tool, its arguments and what the call reaches', async () => {
    const { options, happened } = stepOptions();
    const args = { aloud: true };
    const call = await authorize(post(), callOf('answer', args), admittedWith('telnyx.write', 'telnyx.send'), options);
    expect(call).toEqual({
      tool: toolNamed('answer'),
      args,
      reach: { risk: 'outbound', scopes: ['telnyx.write', 'telnyx.send'], paid: false },
    });
    expect(call).toHaveProperty('tool', toolNamed('answer'));
    expect(happened).toEqual(['credentials']);
  });

  test('hands on arguments under their present names, which the audit trail knows', async () => {
    const renamed = defineTool({
      name: 'say',
      title: 'Say',
      risk: 'write',
      description: 'Says.',
      input: z.object({ call_id: z.string(), text: z.string() }),
      output: z.object({}),
      formerArguments: { id: 'call_id', payload: 'text' },
      run: () => Promise.resolve({}),
    });
    const admitted = { ...admittedWith('telnyx.write'), catalogue: createCatalogue([renamed]) };
    const call = await authorize(post(), callOf('say', { id: '1', payload: 'Hi', other: null }), admitted, stepOptions().options);
    expect(call).toMatchObject({ args: { call_id: '1', text: 'Hi', other: null } });
  });

  test.each([message('tools/list'), message('initialize', { name: 'send' }), callOf('no_tool'), callOf('constructor')])(
    'leaves %j to the SDK, without a look at the credentials',
    async (each) => {
      const { options, happened } = stepOptions();
      expect(await authorize(post(), each, admittedWith(), options)).toBeUndefined();
      expect(happened).toEqual([]);
    },
  );

  test('T8: asks for every scope that the arguments need', async () => {
    const { options } = stepOptions();
    const admitted = admittedWith('telnyx.read', 'telnyx.write');
    await expect(authorize(post(), callOf('answer', { aloud: true }), admitted, options)).rejects.toMatchObject({
      name: 'InsufficientScopeError',
      needed: ['telnyx.read', 'telnyx.write', 'telnyx.send'],
    });
    expect(await authorize(post(), callOf('answer', {}), admitted, options)).toMatchObject({ reach: { risk: 'write' } });
  });

  test('D9: names the role where no login brings the scope', async () => {
    const admitted = { ...admittedWith(), holder: { ...holderOf('telnyx.read'), roles: ['Reader' as const] } };
    await expect(authorize(post(), callOf('buy'), admitted, stepOptions().options)).rejects.toThrow(
      'takes the app role Owner; yours is Reader',
    );
  });

  test('checks the scopes before the raw arguments, and those before the credentials', async () => {
    const { options, happened } = stepOptions();
    await expect(authorize(post(), callOf('answer', PROTO), admittedWith(), options)).rejects.toMatchObject({ code: 'insufficient_scope' });
    const admitted = admittedWith('telnyx.write', 'telnyx.send');
    expect(await answerOf(await authorize(post(), callOf('answer', PROTO), admitted, options))).toEqual([
      400,
      { jsonrpc: '2.0', id: 7, error: { code: -32602, message: 'Unknown argument: "__proto__". Allowed: aloud.' } },
    ]);
    expect(happened).toEqual([]);
  });

  test('passes on that there is no Telnyx key', async () => {
    const missing = new Error('no key');
    const options = { ...stepOptions().options, credentials: () => Promise.reject(missing) };
    await expect(authorize(post(), callOf('picky'), admittedWith('telnyx.read'), options)).rejects.toBe(missing);
  });
});
