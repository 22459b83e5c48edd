import type { Routes } from '../operation.ts';
import { aiRoutes } from './ai.ts';
import { applicationRoutes } from './applications.ts';
import { availableNumberRoutes } from './available-numbers.ts';
import { callEventRoutes } from './call-events.ts';
import { callRoutes } from './calls.ts';
import { messagingRoutes } from './messages.ts';
import { numberLookupRoutes } from './number-lookup.ts';
import { numberRoutes } from './numbers.ts';
import { ownedRoutes } from './owned.ts';
import { recordRoutes } from './records.ts';
import { registrationRoutes } from './registrations.ts';
import { signingKeyRoutes } from './signing-keys.ts';
import { spendRoutes } from './spend.ts';
import { storageRoutes } from './storage.ts';

/** Every operation the simulator knows. A new one is an entry in its group's file; a new group is one line here. */
export const ROUTES: Routes = {
  ...messagingRoutes,
  ...numberRoutes,
  ...availableNumberRoutes,
  ...numberLookupRoutes,
  ...ownedRoutes,
  ...registrationRoutes,
  ...callRoutes,
  ...callEventRoutes,
  ...applicationRoutes,
  ...recordRoutes,
  ...signingKeyRoutes,
  ...spendRoutes,
  ...storageRoutes,
  ...aiRoutes,
};
