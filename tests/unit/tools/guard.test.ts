import { describe, expect, test } from '@jest/globals';
import type { Preview } from '../../../shared/mcp/tool/index.ts';
import { previewAction } from '../../../tools/guard/preview-action.ts';
import { contextFor } from '../../app/contract/support/run-tool.ts';
import { callTool } from '../../support/call-tool.ts';

const PREVIEW: Preview = { would: 'send', reasons: [], recipients: [], left: [], args: {} };

async function answer(tool: string, foretold: Partial<Preview>) {
  const context = { ...contextFor(previewAction, 'http://127.0.0.1:9'), preview: () => Promise.resolve({ ...PREVIEW, ...foretold }) };
  return (await callTool(previewAction, { tool, arguments: {} }, context)).structured;
}

describe('preview_action', () => {
  test('G27: tells whom a text reaches, in how many parts, and what is left', async () => {
    const foretold = await answer('send_message', {
      recipients: [{ address: '+447700900123', country: 'GB', type: 'mobile' }],
      left: [{ limit: 'LIMIT_MESSAGES, one person, a minute', left: 9, of: 10, until: Date.UTC(2026, 0, 1, 0, 1) }],
      args: { to: '+447700900123', text: 'ü'.repeat(161) },
    });
    expect(foretold).toEqual({
      would: 'send',
      why: [],
      to: [{ address: '+447700900123', country: 'GB', type: 'mobile' }],
      parts: 2,
      left: [{ limit: 'LIMIT_MESSAGES, one person, a minute', left: 9, of: 10, until: '2026-01-01T00:01:00.000Z' }],
      arguments: { to: '+447700900123', text: 'ü'.repeat(161) },
    });
  });

  test('G27: tells the price of an order in USD, and leaves out what is not known in advance', async () => {
    expect(await answer('create_number_order', { would: 'ask', reasons: ['it buys'], price: { upfront: 100, monthly: 5 } })).toMatchObject({
      would: 'ask',
      why: ['it buys'],
      price: { currency: 'USD', upfront: '1.00', monthly: '0.05' },
    });
    const unknown = await answer('create_number_order', { price: { upfront: undefined, monthly: 100 } });
    expect(unknown['price']).toEqual({ currency: 'USD', monthly: '1.00' });
  });

  test('G27: of a refusal tells the words of the refusal', async () => {
    const refused = { would: 'refuse', reasons: ['it goes abroad'], refusal: 'This person answered STOP.' } as const;
    expect(await answer('send_message', refused)).toMatchObject({ would: 'refuse', why: ['This person answered STOP.'] });
  });

  test('counts no parts of what is no text message', async () => {
    expect(await answer('send_message', { args: { text: 'Hi', media_urls: ['https://media.example.com/a.png'] } })).not.toHaveProperty(
      'parts',
    );
    expect(await answer('chat_with_assistant', { args: { text: 'Hi' } })).not.toHaveProperty('parts');
  });

  test('takes the arguments as text of JSON, and as an object', async () => {
    const given: unknown[] = [];
    const preview = (_tool: string, args: unknown) => {
      given.push(args);
      return Promise.resolve(PREVIEW);
    };
    const context = { ...contextFor(previewAction, 'http://127.0.0.1:9'), preview };
    for (const args of ['{"to":"+13125550142","text":""}', { to: '+13125550142', text: '' }]) {
      await callTool(previewAction, { tool: 'send_message', arguments: args }, context);
    }
    await callTool(previewAction, { tool: 'get_balance' }, context);
    expect(given).toEqual([{ to: '+13125550142', text: '' }, { to: '+13125550142', text: '' }, {}]);
  });

  test('repeats no secret', async () => {
    expect(await answer('create_integration_secret', { args: { identifier: 'crm', token: 'hush' } })).toMatchObject({
      arguments: { identifier: 'crm', token: '[hidden]' },
    });
  });
});
