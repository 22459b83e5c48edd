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
export { createInbox, type InboxOptions, type InboxParts } from './create-inbox.ts';
export { FAILOVER_PATH, WEBHOOK_PATH } from './paths.ts';
