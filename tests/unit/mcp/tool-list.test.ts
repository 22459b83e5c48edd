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

  test('leaves an error and an empty answer as they are', async () => {
    const error = '{"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"no"}}';
    expect(await (await fillToolList(new Response(error, { status: 400 }), LIST)).text()).toBe(error);
    const accepted = await fillToolList(new Response(null, { status: 202 }), LIST);
    expect([accepted.status, await accepted.text()]).toEqual([202, '']);
  });
});
