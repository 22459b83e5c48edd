export * from './event/index.ts';
export * from './story/index.ts';
export type {
  Arrived,
  Conversation,
  ConversationList,
  Inbox,
  ThreadPage,
  ThreadQuery,
  Waited,
  WaitPresence,
  WaitQuery,
  WebhookAddresses,
} from './inbox.ts';
export { createInbox, FAILOVER_PATH, WEBHOOK_PATH, type InboxOptions, type InboxParts } from './create-inbox.ts';
