import type { Inbox } from '../inbox/index.ts';
import { SecretUnavailableError, StoreUnavailableError } from '../platform/index.ts';
import { InboxUnavailableError } from './tool/index.ts';

const read = async <Value>(reading: Promise<Value>): Promise<Value> => {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof StoreUnavailableError || error instanceof SecretUnavailableError) throw new InboxUnavailableError(error);
    throw error;
  }
};

/** The inbox for a tool: where its tables or its keys cannot be reached, it says so in words that a model can act on. */
export const inboxForTool = (inbox: Inbox): Inbox => ({
  ...inbox,
  list: (query) => read(inbox.list(query)),
  thread: (query) => read(inbox.thread(query)),
  call: (query) => read(inbox.call(query)),
  wait: (query, presence) => read(inbox.wait(query, presence)),
});
