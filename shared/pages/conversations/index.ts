export { createConversationsPage } from './handlers.ts';
