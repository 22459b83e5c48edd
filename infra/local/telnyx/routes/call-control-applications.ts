import { z } from 'zod';
import type { Collection } from '../collection.ts';
import { listReply, passes } from '../collection.ts';
import { refuse } from '../errors.ts';
import type { Call, Route } from '../operation.ts';
import { data, found, parseBody } from '../operation.ts';
import type { CallControlApplication } from '../state/call-control-application.ts';
import { createApplication, updateApplication, wireApplication } from '../state/call-control-application.ts';
import { atLeastThree, SITES } from './connections.ts';
import { WebhookUrl } from './fields.ts';

const Channels = z.int().min(0).optional();

/** Name and webhook URL are required, also of a change. */
const Settings = z.object({
  application_name: z.string().min(1),
  webhook_event_url: WebhookUrl.refine((value) => value !== '', { message: 'The URL is required.' }),
  active: z.boolean().optional(),
  webhook_event_failover_url: WebhookUrl.nullish(),
  webhook_api_version: z.enum(['1', '2']).optional(),
  webhook_timeout_secs: z.int().min(0).max(30).nullish(),
  anchorsite_override: z.enum(SITES).optional(),
  dtmf_type: z.enum(['RFC 2833', 'Inband', 'SIP INFO']).optional(),
  first_command_timeout: z.boolean().optional(),
  first_command_timeout_secs: z.int().min(1).optional(),
  call_cost_in_webhooks: z.boolean().optional(),
  redact_dtmf_debug_logging: z.boolean().optional(),
  inbound: z
    .object({
      channel_limit: Channels,
      shaken_stir_enabled: z.boolean().optional(),
      sip_subdomain: z.string().optional(),
      sip_subdomain_receive_settings: z.enum(['only_my_connections', 'from_anyone']).optional(),
    })
    .optional(),
  outbound: z.object({ channel_limit: Channels, outbound_voice_profile_id: z.string().regex(/^\d*$/).optional() }).optional(),
});

const Change = Settings.extend({ tags: z.array(z.string()).optional() });

const APPLICATIONS: Collection<CallControlApplication> = {
  filters: {
    application_name: (application, filter) => passes(application.settings.application_name, atLeastThree(filter)),
    'outbound.outbound_voice_profile_id': (application, filter) => passes(application.settings.outbound.outbound_voice_profile_id, filter),
  },
  sorts: {
    created_at: (application) => application.createdAt,
    connection_name: (application) => application.settings.application_name,
    active: (application) => String(application.settings.active),
  },
  usualSort: 'created_at',
  maxPageSize: 250,
};

/** Names are unique in an account. */
function checkName({ account }: Call, name: string, id?: string): void {
  for (const application of account.applications.values()) {
    if (application.id !== id && application.settings.application_name === name)
      throw refuse(422, '10015', '/application_name', 'The application_name has already been taken.');
  }
}

function create(call: Call) {
  const { account, world, now } = call;
  const settings = parseBody(call, Settings);
  checkName(call, settings.application_name);
  const application = createApplication(settings, world.nextNumericId(), now);
  account.applications.set(application.id, application);
  return { status: 201, body: { data: wireApplication(application) } };
}

const applicationOf = ({ account, param }: Call) => found(account.applications.get(param('id')));

function update(call: Call) {
  const application = applicationOf(call);
  const change = parseBody(call, Change);
  checkName(call, change.application_name, application.id);
  updateApplication(application, change, call.now);
  return data(wireApplication(application));
}

export const callControlApplicationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/call_control_applications',
    handle: (call) => listReply(call, call.account.applications.values(), APPLICATIONS, wireApplication),
  },
  { method: 'POST', path: '/call_control_applications', handle: create },
  { method: 'GET', path: '/call_control_applications/{id}', handle: (call) => data(wireApplication(applicationOf(call))) },
  { method: 'PATCH', path: '/call_control_applications/{id}', handle: update },
];
