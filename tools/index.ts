import type { Tool } from '../shared/tool/index.ts';
import { getBalance } from './account/get-balance.ts';
import { searchDetailRecords } from './account/search-detail-records.ts';
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

/** Every tool, in the order in which clients see them: it must not change from one process to the next. */
export const tools: readonly Tool[] = [
  sendMessage,
  getMessage,
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
  getBalance,
  searchDetailRecords,
];
