import type { Route } from '../operation.ts';
import { aiCallRoutes } from './ai-calls.ts';
import { assistantRoutes } from './assistants.ts';
import { availableNumberRoutes } from './available-numbers.ts';
import { balanceRoutes } from './balance.ts';
import { callCommandRoutes } from './call-commands.ts';
import { callControlApplicationRoutes } from './call-control-applications.ts';
import { callRoutes } from './calls.ts';
import { connectionRoutes } from './connections.ts';
import { conversationRoutes } from './conversations.ts';
import { detailRecordRoutes } from './detail-records.ts';
import { embeddingRoutes } from './embeddings.ts';
import { integrationSecretRoutes } from './integration-secrets.ts';
import { messageRoutes } from './messages.ts';
import { messagingProfileRoutes } from './messaging-profiles.ts';
import { numberLookupRoutes } from './number-lookup.ts';
import { numberOrderRoutes } from './number-orders.ts';
import { phoneNumberRoutes } from './phone-numbers.ts';
import { storageRoutes } from './storage.ts';
import { webhookDeliveryRoutes } from './webhook-deliveries.ts';

/** Every operation the simulator knows. A new one is an entry in its group's file; a new group is one line here. */
export const ROUTES: readonly Route[] = [
  ...messageRoutes,
  ...messagingProfileRoutes,
  ...phoneNumberRoutes,
  ...availableNumberRoutes,
  ...numberOrderRoutes,
  ...numberLookupRoutes,
  ...callRoutes,
  ...callCommandRoutes,
  ...callControlApplicationRoutes,
  ...connectionRoutes,
  ...webhookDeliveryRoutes,
  ...storageRoutes,
  ...balanceRoutes,
  ...detailRecordRoutes,
  ...assistantRoutes,
  ...conversationRoutes,
  ...aiCallRoutes,
  ...embeddingRoutes,
  ...integrationSecretRoutes,
];
