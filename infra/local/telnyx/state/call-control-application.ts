import { iso } from './ids.ts';

/** What a caller may set; the names are the wire's, since these values are kept and returned as they came. */
export interface ApplicationSettings {
  application_name: string;
  webhook_event_url: string;
  active: boolean;
  webhook_event_failover_url: string | null;
  webhook_api_version: '1' | '2';
  webhook_timeout_secs: number | null;
  anchorsite_override: string;
  dtmf_type: string;
  first_command_timeout: boolean;
  first_command_timeout_secs: number;
  call_cost_in_webhooks: boolean;
  redact_dtmf_debug_logging: boolean;
  tags: string[];
  inbound: {
    channel_limit?: number | undefined;
    shaken_stir_enabled?: boolean | undefined;
    sip_subdomain?: string | undefined;
    sip_subdomain_receive_settings?: string | undefined;
  };
  outbound: { channel_limit?: number | undefined; outbound_voice_profile_id?: string | undefined };
}

export interface CallControlApplication {
  readonly id: string;
  readonly createdAt: number;
  updatedAt: number;
  settings: ApplicationSettings;
}

/** Settings as asked for: absent fields keep what is there. */
export type ApplicationChange = { [K in keyof ApplicationSettings]?: ApplicationSettings[K] | undefined };

/** The document's defaults; version 1 is one of them. */
const USUAL: Omit<ApplicationSettings, 'application_name' | 'webhook_event_url'> = {
  active: true,
  webhook_event_failover_url: '',
  webhook_api_version: '1',
  webhook_timeout_secs: null,
  anchorsite_override: 'Latency',
  dtmf_type: 'RFC 2833',
  first_command_timeout: false,
  first_command_timeout_secs: 30,
  call_cost_in_webhooks: false,
  redact_dtmf_debug_logging: false,
  tags: [],
  inbound: { shaken_stir_enabled: false, sip_subdomain_receive_settings: 'from_anyone' },
  outbound: {},
};

const named = (change: object) => Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

/** `change` over `settings`; a field that is undefined is left alone, also inside inbound and outbound. */
const merge = <T extends ApplicationSettings>(settings: T, change: ApplicationChange): T => ({
  ...settings,
  ...named(change),
  inbound: { ...settings.inbound, ...named(change.inbound ?? {}) },
  outbound: { ...settings.outbound, ...named(change.outbound ?? {}) },
});

/** An application with Telnyx's defaults where nothing was asked for. */
export function createApplication(
  settings: ApplicationChange & Pick<ApplicationSettings, 'application_name' | 'webhook_event_url'>,
  id: string,
  now: number,
): CallControlApplication {
  const { application_name, webhook_event_url } = settings;
  return { id, createdAt: now, updatedAt: now, settings: merge({ ...USUAL, application_name, webhook_event_url }, settings) };
}

/** Changes what `change` names. */
export function updateApplication(application: CallControlApplication, change: ApplicationChange, now: number): void {
  application.settings = merge(application.settings, change);
  application.updatedAt = now;
}

/** The application as Telnyx sends it. */
export const wireApplication = ({ id, settings, createdAt, updatedAt }: CallControlApplication) => ({
  record_type: 'call_control_application',
  id,
  ...settings,
  created_at: iso(createdAt),
  updated_at: iso(updatedAt),
});
