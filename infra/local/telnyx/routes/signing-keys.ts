import type { Routes } from '../operation.ts';
import { data, found } from '../operation.ts';

/** The key that webhooks are signed with, and its rotation. Telnyx's OpenAPI document has none of these. */
export const signingKeyRoutes: Routes = {
  'GET /public_key': ({ account }) => data({ public: account.webhooks.keys.active().public }),
  'POST /inactive_key': ({ account }) => data(account.webhooks.keys.add()),
  'POST /inactive_key/{id}/activate': ({ account, now, param }) => data(found(account.webhooks.keys.activate(param('id'), now))),
};
