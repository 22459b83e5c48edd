import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Collection } from '../collection.ts';
import { listReply, passes } from '../collection.ts';
import type { Call, Route } from '../operation.ts';
import { data, found, parseBody } from '../operation.ts';
import type { MessagingProfile } from '../state/messaging-profile.ts';
import { createProfile, updateProfile, wireProfile } from '../state/messaging-profile.ts';
import { WebhookUrl } from './fields.ts';

const Destinations = z.array(z.string().regex(/^([A-Z]{2}|\*)$/, 'Destinations are ISO 3166 alpha-2 codes in upper case.'));

const Settings = z.object({
  name: z.string().min(1),
  whitelisted_destinations: Destinations,
  enabled: z.boolean().optional(),
  webhook_url: WebhookUrl.nullish(),
  webhook_failover_url: WebhookUrl.nullish(),
  webhook_api_version: z.enum(['1', '2', '2010-04-01']).optional(),
  alpha_sender: z
    .string()
    .regex(/^[A-Za-z0-9 ]{1,11}$/)
    .nullish(),
  daily_spend_limit: z
    .string()
    .regex(/^[0-9]+(?:\.[0-9]+)?$/)
    .optional(),
  daily_spend_limit_enabled: z.boolean().optional(),
  mms_fall_back_to_sms: z.boolean().optional(),
  mms_transcoding: z.boolean().optional(),
  mobile_only: z.boolean().optional(),
  smart_encoding: z.boolean().optional(),
  ai_assistant_id: z.string().max(64).nullish(),
  health_webhook_url: WebhookUrl.nullish(),
  resource_group_id: z.string().max(64).nullish(),
  number_pool_settings: z
    .object({
      long_code_weight: z.number(),
      toll_free_weight: z.number(),
      skip_unhealthy: z.boolean(),
      sticky_sender: z.boolean().optional(),
      geomatch: z.boolean().optional(),
    })
    .nullish(),
  url_shortener_settings: z
    .object({
      domain: z.string(),
      prefix: z.string().optional(),
      replace_blacklist_only: z.boolean().optional(),
      send_webhooks: z.boolean().optional(),
    })
    .nullish(),
});

/** A change may name any setting, and the secret too. */
const Change = Settings.partial().extend({ v1_secret: z.string().min(1).optional() });

const PROFILES: Collection<MessagingProfile> = {
  filters: { name: (profile, filter) => passes(profile.settings.name, filter) },
  sorts: { created_at: (profile) => profile.createdAt, name: (profile) => profile.settings.name },
  usualSort: '-created_at',
  maxPageSize: 250,
};

function createMessagingProfile(call: Call) {
  const { account, now } = call;
  const settings = parseBody(call, Settings);
  const profile = createProfile(settings, { id: randomUUID(), organizationId: account.organizationId, now });
  account.profiles.set(profile.id, profile);
  return data(wireProfile(profile));
}

function updateMessagingProfile(call: Call) {
  const profile = found(call.account.profiles.get(call.param('id')));
  updateProfile(profile, parseBody(call, Change), call.now);
  return data(wireProfile(profile));
}

export const messagingProfileRoutes: readonly Route[] = [
  { method: 'GET', path: '/messaging_profiles', handle: (call) => listReply(call, call.account.profiles.values(), PROFILES, wireProfile) },
  { method: 'POST', path: '/messaging_profiles', handle: createMessagingProfile },
  {
    method: 'GET',
    path: '/messaging_profiles/{id}',
    handle: (call) => data(wireProfile(found(call.account.profiles.get(call.param('id'))))),
  },
  { method: 'PATCH', path: '/messaging_profiles/{id}', handle: updateMessagingProfile },
];
