import { describe, expect, test } from '@jest/globals';
import { fillToolList } from '../../../shared/mcp/tool-list.ts';

const LIST = Buffer.from('[{"name":"größe"}]');
const answerOf = (text: string, headers = {}) => new Response(text, { status: 200, headers });

describe('the ready tool list', () => {
  test('takes the place of the empty one, and nothing else changes', async () => {
    const empty = { jsonrpc: '2.0', id: 1, result: { tools: [], _meta: { note: 'kept' } } };
    const answer = await fillToolList(answerOf(JSON.stringify(empty), { 'content-type': 'application/json', 'x-kept': 'yes' }), LIST);
    expect(await answer.json()).toEqual({ ...empty, result: { ...empty.result, tools: [{ name: 'größe' }] } });
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('x-kept')).toBe('yes');
  });

  test('is not put into an id that looks like an empty list', async () => {
    const empty = { id: 'x","tools":[],"y":"', result: { tools: [] } };
    const answer = await fillToolList(answerOf(JSON.stringify(empty)), LIST);
    expect(await answer.json()).toEqual({ id: empty.id, result: { tools: [{ name: 'größe' }] } });
  });

  test('goes into the event of a streamed answer', async () => {
    const answer = await fillToolList(answerOf('event: message\ndata: {"id":1,"result":{"tools":[]}}\n\n'), LIST);
    expect(await answer.text()).toBe('event: message\ndata: {"id":1,"result":{"tools":[{"name":"größe"}]}}\n\n');
  });

  test.each([
    ['400', 400, 'application/json', '{"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"no"}}'],
    ['200', 200, 'application/json', '{"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"no"}}'],
    ['an event', 200, 'text/event-stream', 'event: message\ndata: {"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"no"}}\n\n'],
  ])('leaves an error as it is: %s', async (_what, status, type, error) => {
    const answer = await fillToolList(new Response(error, { status, headers: { 'content-type': type } }), LIST);
    expect([answer.status, await answer.text()]).toEqual([status, error]);
  });

  test('leaves an empty answer as it is', async () => {
    const accepted = await fillToolList(new Response(null, { status: 202 }), LIST);
    expect([accepted.status, await accepted.text()]).toEqual([202, '']);
  });

  test.each([
    ['other JSON', 'application/json', '{"jsonrpc":"2.0","id":1,"result":{"tools": []}}'],
    ['no list at all', 'application/json', '{"jsonrpc":"2.0","id":1,"result":{"error":1}}'],
    ['a list that is not empty', 'application/json', '{"jsonrpc":"2.0","id":1,"result":{"tools":[{}]}}'],
    ['an event without the list', 'text/event-stream', 'event: message\ndata: {"id":1,"result":{}}\n\n'],
    ['a stream without an event', 'text/event-stream', ': ping\n\n'],
    ['no JSON', 'text/plain', 'tools'],
  ])('is an error where the answer has no place for it: %s', async (_what, type, text) => {
    await expect(fillToolList(answerOf(text, { 'content-type': type }), LIST)).rejects.toThrow('no place for the tools');
  });
});
