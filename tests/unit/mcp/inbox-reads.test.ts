import { expect, test } from '@jest/globals';
import { inboxForTool } from '../../../shared/mcp/inbox-reads.ts';
import { explain } from '../../../shared/mcp/tool/index.ts';
import { SecretUnavailableError, StoreUnavailableError } from '../../../shared/platform/index.ts';
import { getConversation } from '../../../tools/inbox/get-conversation.ts';
import { EMPTY_INBOX } from '../../support/fake-inbox.ts';

const failing = (error: Error) =>
  inboxForTool({ ...EMPTY_INBOX, thread: () => Promise.reject(error) })
    .thread({ own: '+13125550100', others: ['+13125550111'], limit: 1 })
    .catch((thrown: unknown) => thrown);

test.each([new StoreUnavailableError(), new SecretUnavailableError()])(
  'T10: a model reads that the inbox does not answer, and when to try again: $name',
  async (error) => {
    expect(explain(await failing(error), getConversation)).toEqual({
      code: 'inbox_unavailable',
      text: 'The inbox of this server does not answer right now. Nothing was done. Try again in ten seconds.',
    });
  },
);

test('an error that nobody foresaw stays one', async () => {
  const error = new TypeError('x');
  expect(await failing(error)).toBe(error);
  expect(explain(error, getConversation)).toBeUndefined();
});
