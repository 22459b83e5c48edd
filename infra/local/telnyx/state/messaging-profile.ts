import { randomBytes } from 'node:crypto';
import { iso } from './ids.ts';

/** What a caller may set; the names are the wire's, since these values are kept and returned as they came. */
export interface ProfileSettings {
  name: string;
  whitelisted_destinations: string[];
  enabled: boolean;
  webhook_url: string | null;
  webhook_failover_url: string | null;
  webhook_api_version: '1' | '2' | '2010-04-01';
  alpha_sender: string | null;
  daily_spend_limit: string;
  daily_spend_limit_enabled: boolean;
  mms_fall_back_to_sms: boolean;
  mms_transcoding: boolean;
  mobile_only: boolean;
  smart_encoding: boolean;
  ai_assistant_id: string | null;
  health_webhook_url: string | null;
  resource_group_id: string | null;
  v1_secret: string;
  number_pool_settings: {
    long_code_weight: number;
    toll_free_weight: number;
    skip_unhealthy: boolean;
    sticky_sender?: boolean | undefined;
    geomatch?: boolean | undefined;
  } | null;
  url_shortener_settings: {
    domain: string;
    prefix?: string | undefined;
    replace_blacklist_only?: boolean | undefined;
    send_webhooks?: boolean | undefined;
  } | null;
}

export interface MessagingProfile {
  readonly id: string;
  readonly organizationId: string;
  readonly createdAt: number;
  updatedAt: number;
  settings: ProfileSettings;
}

/** Settings as asked for: absent fields keep what is there. */
export type ProfileChange = { [K in keyof ProfileSettings]?: ProfileSettings[K] | undefined };

const usual = (): Omit<ProfileSettings, 'name' | 'whitelisted_destinations'> => ({
  enabled: true,
  webhook_url: '',
  webhook_failover_url: '',
  webhook_api_version: '2',
  alpha_sender: null,
  daily_spend_limit: '0.00',
  daily_spend_limit_enabled: false,
  mms_fall_back_to_sms: false,
  mms_transcoding: false,
  mobile_only: false,
  smart_encoding: false,
  ai_assistant_id: null,
  health_webhook_url: null,
  resource_group_id: null,
  v1_secret: randomBytes(16).toString('hex'),
  number_pool_settings: null,
  url_shortener_settings: null,
});

/** `change` over `settings`; a field that is undefined is left alone. */
function merge<T extends ProfileSettings>(settings: T, change: ProfileChange): T {
  return { ...settings, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) };
}

/** A profile with Telnyx's defaults where nothing was asked for. */
export function createProfile(
  settings: ProfileChange & Pick<ProfileSettings, 'name' | 'whitelisted_destinations'>,
  { id, organizationId, now }: { id: string; organizationId: string; now: number },
): MessagingProfile {
  const { name, whitelisted_destinations } = settings;
  return { id, organizationId, createdAt: now, updatedAt: now, settings: merge({ ...usual(), name, whitelisted_destinations }, settings) };
}

/** Changes what `change` names. */
export function updateProfile(profile: MessagingProfile, change: ProfileChange, now: number): void {
  profile.settings = merge(profile.settings, change);
  profile.updatedAt = now;
}

/** The profile as Telnyx sends it, `v1_secret` included. */
export const wireProfile = (profile: MessagingProfile) => ({
  record_type: 'messaging_profile',
  id: profile.id,
  organization_id: profile.organizationId,
  ...profile.settings,
  redaction_enabled: false,
  redaction_level: 2,
  created_at: iso(profile.createdAt),
  updated_at: iso(profile.updatedAt),
});
