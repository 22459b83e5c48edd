import type { Account } from './account.ts';
import type { Row } from './row.ts';
import { change, iso } from './row.ts';

export interface Application extends Row {
  application_name: string;
  webhook_event_url: string;
  webhook_event_failover_url: string | null;
  active: boolean;
  first_command_timeout: boolean;
  first_command_timeout_secs: number;
  inbound: object;
  outbound: { outbound_voice_profile_id?: string };
}

/** Where events go by default: version 1 is the document's own default. */
const WEBHOOKS = { webhook_event_url: null, webhook_event_failover_url: '', webhook_api_version: '1' };

/** Takes over what `settings` names, also inside inbound and outbound. */
export function changeApplication(application: Application, settings: { inbound?: object; outbound?: object }, now: number): Application {
  const inbound = { ...application.inbound, ...settings.inbound };
  return change(application, { ...settings, inbound, outbound: { ...application.outbound, ...settings.outbound } }, now);
}

/** An application with the document's defaults where nothing was asked for. */
export function createApplication(account: Account, settings: object, id: string, now: number): Application {
  const application: Application = {
    record_type: 'call_control_application',
    id,
    application_name: '',
    ...WEBHOOKS,
    webhook_event_url: '',
    webhook_timeout_secs: null,
    active: true,
    anchorsite_override: 'Latency',
    dtmf_type: 'RFC 2833',
    first_command_timeout: false,
    first_command_timeout_secs: 30,
    call_cost_in_webhooks: false,
    redact_dtmf_debug_logging: false,
    tags: [],
    inbound: { shaken_stir_enabled: false, sip_subdomain_receive_settings: 'from_anyone' },
    outbound: {},
    created_at: iso(now),
    updated_at: iso(now),
  };
  account.applications.set(id, changeApplication(application, settings, now));
  return application;
}

/** A connection in the form that all kinds have in common: never with credentials. */
export interface Connection {
  readonly row: Row;
  readonly name: string;
  /** Where a trunk registers. No answer has it, but a filter asks for it. */
  readonly fqdn: string | undefined;
}

/** The kind of connection that answers calls with TeXML; assistants with telephony get one of their own, without an outbound voice profile. */
export const TEXML = 'texml_application';

/** A connection that is no call control application: telephones or a trunk that register elsewhere, or what answers with TeXML. */
export const createSipConnection = (recordType: string, name: string, id: string, now: number, fqdn?: string): Connection => ({
  name,
  fqdn,
  row: {
    record_type: recordType,
    id,
    connection_name: name,
    active: true,
    anchorsite_override: 'Latency',
    ...WEBHOOKS,
    tags: [],
    created_at: iso(now),
    updated_at: iso(now),
  },
});

/** What a call control application and other connections have in common. */
const COMMON =
  'id active anchorsite_override webhook_event_url webhook_event_failover_url webhook_api_version tags created_at updated_at record_type'.split(
    ' ',
  );

/** A call control application, seen as a connection. */
export const connectionOf = (application: Application): Connection => ({
  name: application.application_name,
  fqdn: undefined,
  row: {
    id: application.id,
    ...Object.fromEntries(COMMON.map((name) => [name, application[name]])),
    connection_name: application.application_name,
    outbound_voice_profile_id: application.outbound.outbound_voice_profile_id,
  },
});
