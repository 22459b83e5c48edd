import type { CallControlApplication } from './call-control-application.ts';
import { iso } from './ids.ts';

/** What all kinds of connections have in common. */
export interface Connection {
  readonly recordType: string;
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly anchorsite: string;
  readonly webhookUrl: string | null;
  readonly webhookFailoverUrl: string | null;
  readonly webhookApiVersion: string;
  readonly outboundVoiceProfileId: string | undefined;
  readonly fqdn: string | undefined;
  readonly tags: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A SIP connection that an account starts with: telephones or a trunk that register elsewhere. */
export const createSipConnection = (recordType: string, name: string, id: string, fqdn: string | undefined, now: number): Connection => ({
  recordType,
  id,
  name,
  active: true,
  anchorsite: 'Latency',
  webhookUrl: null,
  webhookFailoverUrl: '',
  webhookApiVersion: '1',
  outboundVoiceProfileId: undefined,
  fqdn,
  tags: [],
  createdAt: now,
  updatedAt: now,
});

/** A call control application, seen as a connection. */
export const connectionOf = ({ id, settings, createdAt, updatedAt }: CallControlApplication): Connection => ({
  recordType: 'call_control_application',
  id,
  name: settings.application_name,
  active: settings.active,
  anchorsite: settings.anchorsite_override,
  webhookUrl: settings.webhook_event_url,
  webhookFailoverUrl: settings.webhook_event_failover_url,
  webhookApiVersion: settings.webhook_api_version,
  outboundVoiceProfileId: settings.outbound.outbound_voice_profile_id,
  fqdn: undefined,
  tags: settings.tags,
  createdAt,
  updatedAt,
});

/** The connection as Telnyx sends it: never with credentials. */
export const wireConnection = (connection: Connection) => ({
  record_type: connection.recordType,
  id: connection.id,
  connection_name: connection.name,
  active: connection.active,
  anchorsite_override: connection.anchorsite,
  webhook_event_url: connection.webhookUrl,
  webhook_event_failover_url: connection.webhookFailoverUrl,
  webhook_api_version: connection.webhookApiVersion,
  ...(connection.outboundVoiceProfileId !== undefined && { outbound_voice_profile_id: connection.outboundVoiceProfileId }),
  tags: connection.tags,
  created_at: iso(connection.createdAt),
  updated_at: iso(connection.updatedAt),
});
