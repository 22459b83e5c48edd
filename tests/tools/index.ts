/** The record of every tool, in the order of tools/index.ts. Written by `npm run docs`. */
import { record as answerCall } from './answer-call.ts';
import { record as buyOperation } from './buy-operation.ts';
import { record as cancelMessage } from './cancel-message.ts';
import { record as changeOperation } from './change-operation.ts';
import { record as chatWithAssistant } from './chat-with-assistant.ts';
import { record as checkSending } from './check-sending.ts';
import { record as connectInbox } from './connect-inbox.ts';
import { record as createAssistant } from './create-assistant.ts';
import { record as createBucket } from './create-bucket.ts';
import { record as createCall } from './create-call.ts';
import { record as createCallControlApplication } from './create-call-control-application.ts';
import { record as createEmbeddings } from './create-embeddings.ts';
import { record as createIntegrationSecret } from './create-integration-secret.ts';
import { record as createMessagingProfile } from './create-messaging-profile.ts';
import { record as createNumberOrder } from './create-number-order.ts';
import { record as credentialOperation } from './credential-operation.ts';
import { record as deleteAssistant } from './delete-assistant.ts';
import { record as deleteFile } from './delete-file.ts';
import { record as deleteIntegrationSecret } from './delete-integration-secret.ts';
import { record as deleteOperation } from './delete-operation.ts';
import { record as describeOperation } from './describe-operation.ts';
import { record as downloadFile } from './download-file.ts';
import { record as findOperations } from './find-operations.ts';
import { record as getAssistant } from './get-assistant.ts';
import { record as getBalance } from './get-balance.ts';
import { record as getCall } from './get-call.ts';
import { record as getConnection } from './get-connection.ts';
import { record as getConversation } from './get-conversation.ts';
import { record as getMessage } from './get-message.ts';
import { record as getMessagingProfile } from './get-messaging-profile.ts';
import { record as getPhoneNumber } from './get-phone-number.ts';
import { record as getSpend } from './get-spend.ts';
import { record as hangupCall } from './hangup-call.ts';
import { record as listAssistants } from './list-assistants.ts';
import { record as listAvailablePhoneNumbers } from './list-available-phone-numbers.ts';
import { record as listBuckets } from './list-buckets.ts';
import { record as listCallControlApplications } from './list-call-control-applications.ts';
import { record as listConnections } from './list-connections.ts';
import { record as listConversations } from './list-conversations.ts';
import { record as listEmbeddedBuckets } from './list-embedded-buckets.ts';
import { record as listFiles } from './list-files.ts';
import { record as listIntegrationSecrets } from './list-integration-secrets.ts';
import { record as listMessagingProfiles } from './list-messaging-profiles.ts';
import { record as listPhoneNumbers } from './list-phone-numbers.ts';
import { record as listWebhookDeliveries } from './list-webhook-deliveries.ts';
import { record as lookupNumber } from './lookup-number.ts';
import { record as previewAction } from './preview-action.ts';
import { record as readOperation } from './read-operation.ts';
import { record as searchDetailRecords } from './search-detail-records.ts';
import { record as sendDtmf } from './send-dtmf.ts';
import { record as sendMessage } from './send-message.ts';
import { record as sendOperation } from './send-operation.ts';
import { record as speakText } from './speak-text.ts';
import { record as startAssistantCall } from './start-assistant-call.ts';
import { record as startPlayback } from './start-playback.ts';
import { record as stopPlayback } from './stop-playback.ts';
import { record as transferCall } from './transfer-call.ts';
import { record as updateAssistant } from './update-assistant.ts';
import { record as updateCallControlApplication } from './update-call-control-application.ts';
import { record as updateMessagingProfile } from './update-messaging-profile.ts';
import { record as updatePhoneNumber } from './update-phone-number.ts';
import { record as uploadFile } from './upload-file.ts';
import { record as waitFor } from './wait-for.ts';
import type { ToolRecord } from './support/record.ts';

export const RECORDS: readonly ToolRecord[] = [
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
