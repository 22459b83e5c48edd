import { previewAction } from '../../tools/guard/preview-action.ts';
import { defineRecord } from './support/record.ts';

const text = { from: '+1 (312) 555-0100', to: '+1 312 555 0142', text: 'Your table is ready. ☕' };

export const record = defineRecord(previewAction, {
  requests: [],
  calls: {
    least: { args: { tool: 'get_balance' } },
    full: { args: { tool: 'send_message', arguments: JSON.stringify(text) } },
    'an object instead of its text': { args: { tool: 'send_message', arguments: text } },
    'characters that nobody can see': { args: { tool: 'send_message', arguments: { ...text, text: 'pay \u202e$001' } } },
  },
  refused: {
    'no tool': { tool: '' },
    'arguments in a list': { arguments: [text] },
    'a text that is no JSON': { arguments: 'to: +13125550142' },
    'a text that never ends': { arguments: '{"a":'.repeat(10_000) },
    'more than a call may hold': { arguments: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`a${at}`, at])) },
  },
  needs: ['telnyx.read'],
  alsoTaken: { arguments: (value) => (typeof value === 'object' ? JSON.stringify(value) : value) },
  steps: [
    { args: { tool: 'get_balance' }, shows: { would: 'read', why: [] } },
    {
      what: 'of a text',
      args: { tool: 'send_message', arguments: JSON.stringify(text) },
      shows: { parts: 1, arguments: { from: '+13125550100', to: '+13125550142', text: text.text } },
    },
  ],
});
