import type { Tool } from '../shared/mcp/tool/index.ts';
import { getBalance } from './account/get-balance.ts';
import { getSpend } from './account/get-spend.ts';
import { searchDetailRecords } from './account/search-detail-records.ts';
import { chatWithAssistant } from './ai-assistants/chat-with-assistant.ts';
import { createAssistant } from './ai-assistants/create-assistant.ts';
import { deleteAssistant } from './ai-assistants/delete-assistant.ts';
import { getAssistant } from './ai-assistants/get-assistant.ts';
import { listAssistants } from './ai-assistants/list-assistants.ts';
import { startAssistantCall } from './ai-assistants/start-assistant-call.ts';
import { updateAssistant } from './ai-assistants/update-assistant.ts';
import { answerCall } from './call-control/answer-call.ts';
import { createCallControlApplication } from './call-control/create-call-control-application.ts';
import { createCall } from './call-control/create-call.ts';
import { hangupCall } from './call-control/hangup-call.ts';
import { listCallControlApplications } from './call-control/list-call-control-applications.ts';
import { sendDtmf } from './call-control/send-dtmf.ts';
import { speakText } from './call-control/speak-text.ts';
import { startPlayback } from './call-control/start-playback.ts';
import { stopPlayback } from './call-control/stop-playback.ts';
import { transferCall } from './call-control/transfer-call.ts';
import { updateCallControlApplication } from './call-control/update-call-control-application.ts';
import { getConnection } from './connections/get-connection.ts';
import { listConnections } from './connections/list-connections.ts';
import { createEmbeddings } from './embeddings/create-embeddings.ts';
import { listEmbeddedBuckets } from './embeddings/list-embedded-buckets.ts';
import { previewAction } from './guard/preview-action.ts';
import { connectInbox } from './inbox/connect-inbox.ts';
import { getCall } from './inbox/get-call.ts';
import { getConversation } from './inbox/get-conversation.ts';
import { listConversations } from './inbox/list-conversations.ts';
import { waitFor } from './inbox/wait-for.ts';
import { createIntegrationSecret } from './integration-secrets/create-integration-secret.ts';
import { deleteIntegrationSecret } from './integration-secrets/delete-integration-secret.ts';
import { listIntegrationSecrets } from './integration-secrets/list-integration-secrets.ts';
import { cancelMessage } from './messaging/cancel-message.ts';
import { checkSending } from './messaging/check-sending.ts';
import { createMessagingProfile } from './messaging/create-messaging-profile.ts';
import { getMessage } from './messaging/get-message.ts';
import { getMessagingProfile } from './messaging/get-messaging-profile.ts';
import { listMessagingProfiles } from './messaging/list-messaging-profiles.ts';
import { sendMessage } from './messaging/send-message.ts';
import { updateMessagingProfile } from './messaging/update-messaging-profile.ts';
import { createNumberOrder } from './phone-numbers/create-number-order.ts';
import { getPhoneNumber } from './phone-numbers/get-phone-number.ts';
import { listAvailablePhoneNumbers } from './phone-numbers/list-available-phone-numbers.ts';
import { listPhoneNumbers } from './phone-numbers/list-phone-numbers.ts';
import { lookupNumber } from './phone-numbers/lookup-number.ts';
import { updatePhoneNumber } from './phone-numbers/update-phone-number.ts';
import { createBucket } from './storage/create-bucket.ts';
import { deleteFile } from './storage/delete-file.ts';
import { downloadFile } from './storage/download-file.ts';
import { listBuckets } from './storage/list-buckets.ts';
import { listFiles } from './storage/list-files.ts';
import { uploadFile } from './storage/upload-file.ts';
import { describeOperation } from './operations/describe-operation.ts';
import { buyOperation } from './operations/buy-operation.ts';
import { changeOperation } from './operations/change-operation.ts';
import { credentialOperation } from './operations/credential-operation.ts';
import { deleteOperation } from './operations/delete-operation.ts';
import { readOperation } from './operations/read-operation.ts';
import { sendOperation } from './operations/send-operation.ts';
import { findOperations } from './operations/find-operations.ts';
import { listWebhookDeliveries } from './webhooks/list-webhook-deliveries.ts';

/** Every tool, in the order in which clients list them. The order must be stable: clients cache it. */
export const tools: readonly Tool[] = [
  sendMessage,
  getMessage,
  cancelMessage,
  checkSending,
  listMessagingProfiles,
  getMessagingProfile,
  createMessagingProfile,
  updateMessagingProfile,
  listPhoneNumbers,
  getPhoneNumber,
  updatePhoneNumber,
  listAvailablePhoneNumbers,
  createNumberOrder,
  lookupNumber,
  createCall,
  answerCall,
  hangupCall,
  transferCall,
  speakText,
  startPlayback,
  stopPlayback,
  sendDtmf,
  listCallControlApplications,
  createCallControlApplication,
  updateCallControlApplication,
  createAssistant,
  listAssistants,
  getAssistant,
  updateAssistant,
  deleteAssistant,
  chatWithAssistant,
  startAssistantCall,
  listBuckets,
  createBucket,
  listFiles,
  uploadFile,
  downloadFile,
  deleteFile,
  listEmbeddedBuckets,
  createEmbeddings,
  listIntegrationSecrets,
  createIntegrationSecret,
  deleteIntegrationSecret,
  listConnections,
  getConnection,
  listWebhookDeliveries,
  listConversations,
  getConversation,
  waitFor,
  getCall,
  connectInbox,
  getBalance,
  searchDetailRecords,
  getSpend,
  previewAction,
  findOperations,
  describeOperation,
  readOperation,
  changeOperation,
  sendOperation,
  buyOperation,
  deleteOperation,
  credentialOperation,
];
