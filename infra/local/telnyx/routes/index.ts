import type { Route } from '../operation.ts';
import { availableNumberRoutes } from './available-numbers.ts';
import { balanceRoutes } from './balance.ts';
import { detailRecordRoutes } from './detail-records.ts';
import { messageRoutes } from './messages.ts';
import { messagingProfileRoutes } from './messaging-profiles.ts';
import { numberLookupRoutes } from './number-lookup.ts';
import { numberOrderRoutes } from './number-orders.ts';
import { phoneNumberRoutes } from './phone-numbers.ts';

/** Every operation the simulator knows. A new one is an entry in its group's file; a new group is one line here. */
export const ROUTES: readonly Route[] = [
  ...messageRoutes,
  ...messagingProfileRoutes,
  ...phoneNumberRoutes,
  ...availableNumberRoutes,
  ...numberOrderRoutes,
  ...numberLookupRoutes,
  ...balanceRoutes,
  ...detailRecordRoutes,
];
