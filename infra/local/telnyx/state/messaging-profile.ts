import { randomBytes, randomUUID } from 'node:crypto';
import type { Account } from './account.ts';
import { money } from './money.ts';
import type { Row } from './row.ts';
import { change, iso } from './row.ts';

export interface MessagingProfile extends Row {
  name: string;
  enabled: boolean;
  whitelisted_destinations: readonly string[];
  webhook_url: string | null;
  webhook_failover_url: string | null;
  daily_spend_limit: string;
  daily_spend_limit_enabled: boolean;
}

/** Whether the messages of this day (UTC) have cost what the profile may spend in a day, or more. */
export function isLimitReached({ messages }: Account, { id, ...profile }: MessagingProfile, now: number): boolean {
  if (!profile.daily_spend_limit_enabled) return false;
  const day = iso(now).slice(0, 10);
  let spent = 0;
  for (const message of messages.values())
    if (message.messaging_profile_id === id && message.direction === 'outbound' && message.received_at.startsWith(day))
      spent += money(message.cost.amount);
  return spent >= Number(profile.daily_spend_limit) * money('1');
}

/** Settings that are off, and such that are not set, until somebody asks for them. */
const OFF = {
  daily_spend_limit_enabled: false,
  mms_fall_back_to_sms: false,
  mms_transcoding: false,
  mobile_only: false,
  smart_encoding: false,
};
const NONE = {
  ...{ alpha_sender: null, ai_assistant_id: null, health_webhook_url: null, resource_group_id: null },
  ...{ number_pool_settings: null, url_shortener_settings: null },
};

/** A profile with Telnyx's defaults where nothing was asked for; `v1_secret` is shown, as Telnyx does. */
export function createProfile(account: Account, settings: object, now: number, id: string = randomUUID()): MessagingProfile {
  const profile: MessagingProfile = {
    record_type: 'messaging_profile',
    id,
    organization_id: account.organizationId,
    name: '',
    whitelisted_destinations: [],
    enabled: true,
    webhook_url: '',
    webhook_failover_url: '',
    webhook_api_version: '2',
    daily_spend_limit: '0.00',
    ...OFF,
    ...NONE,
    v1_secret: randomBytes(16).toString('hex'),
    redaction_enabled: false,
    redaction_level: 2,
    created_at: iso(now),
    updated_at: iso(now),
  };
  account.profiles.set(id, change(profile, settings, now));
  return profile;
}
