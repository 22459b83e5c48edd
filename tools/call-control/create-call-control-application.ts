import { z } from 'zod';
import { defineTool, field, path, PublicUrl } from '../../shared/mcp/tool/index.ts';
import { Application, ApplicationName, COMMON_SETTINGS, RARE_SETTINGS, withNote } from './support/call-control-application.ts';

export const createCallControlApplication = defineTool({
  name: 'create_call_control_application',
  title: 'Create a call control application',
  risk: 'write',
  description:
    'Create an application: what calls are made with, and where their events go. ' +
    'Next: update_phone_number with its id as connection_id; inbound settings: update_call_control_application.',
  input: z.object({
    application_name: ApplicationName,
    webhook_event_url: PublicUrl,
    // Telnyx's default is 1, whose webhooks are unsigned.
    webhook_api_version: z.enum(['1', '2']).default('2'),
    ...COMMON_SETTINGS,
    ...RARE_SETTINGS,
  }),
  rare: [
    'webhook_timeout_secs',
    'anchorsite_override',
    'dtmf_type',
    'first_command_timeout',
    'first_command_timeout_secs',
    'call_cost_in_webhooks',
    'redact_dtmf_debug_logging',
  ],
  output: Application,
  howToCheck: 'List what exists with list_call_control_applications before you try again, or there may be two.',
  run: async (input, { telnyx }) =>
    withNote(await telnyx.post(path`/call_control_applications`, { body: input, answer: field.data(Application, 'id') })),
});
