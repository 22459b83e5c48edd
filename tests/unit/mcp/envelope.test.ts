import { describe, expect, test } from '@jest/globals';
import { calledTool, faultOfParams, holdsPrototype, readEnvelope } from '../../../shared/mcp/envelope.ts';

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
    expect(readEnvelope(text)).toMatchObject({ fault: { code } });
  });

  test.each([
    ['the default body of a test form', '{"name":"Azure"}'],
    ['no body', ''],
    ['a blank body', ' \n'],
  ])('answers %s with what to send', (_what, text) => {
    expect(readEnvelope(text)).toMatchObject({
      fault: { message: expect.stringContaining('{"jsonrpc":"2.0","id":1,"method":"tools/list"}') },
    });
  });

  test('P2: nesting as deep as tools need is taken', () => {
    expect(readEnvelope(`{"jsonrpc":"2.0","params":${'['.repeat(40)}${']'.repeat(40)}}`)).toHaveProperty('body');
  });

  test.each([
    [{ method: 'tools/call' }, /params/],
    [{ method: 'tools/call', params: [] }, /params/],
    [{ method: 'tools/call', params: { name: 5 } }, /name/],
    [{ method: 'tools/call', params: { name: 'x', arguments: [] } }, /arguments/],
    [{ method: 'tools/call', params: { name: 'x', arguments: 'x' } }, /arguments/],
    [{ method: 'tools/list', params: { cursor: null } }, /cursor/],
  ])('P3: %j is told what is wrong with its parameters', (body, words) => {
    expect(faultOfParams(body)).toMatch(words);
  });

  test('arguments of null are none', () => {
    const body = { method: 'tools/call', params: { name: 'x', arguments: null } };
    expect(faultOfParams(body)).toBeUndefined();
    expect(body.params).toEqual({ name: 'x' });
    expect(faultOfParams({ method: 'tools/list' })).toBeUndefined();
  });

  test('P6: finds __proto__ at any depth', () => {
    expect(holdsPrototype(JSON.parse('{"a":[{"b":{"__proto__":1}}]}'))).toBe(true);
    expect(holdsPrototype({ a: [{ b: null }], c: 'x' })).toBe(false);
  });

  test('tells which tool is called, whatever stands around it', () => {
    expect(calledTool({ method: 'tools/call', params: { name: 'x', arguments: 1 } })).toEqual({ name: 'x', args: 1 });
    expect(calledTool({ method: 'tools/call', params: { name: 5 } })).toBeUndefined();
    expect(calledTool({ method: 'tools/call', params: null })).toBeUndefined();
    expect(calledTool({ method: 'tools/list', params: { name: 'x' } })).toBeUndefined();
  });
});
