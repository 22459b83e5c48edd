import { z } from 'zod';
import { defineTool, field, path, PublicUrl } from '../../shared/mcp/tool/index.ts';
import { Application, ApplicationName, COMMON_SETTINGS, withNote } from './support/call-control-application.ts';

export const createCallControlApplication = defineTool({
  name: 'create_call_control_application',
  title: 'Create a call control application',
  risk: 'write',
  description:
    'Create an application: what calls are made with, and where their events go. ' +
    'Next: update_phone_number with its id as connection_id; update_call_control_application has more settings.',
  input: z.object({
    application_name: ApplicationName,
    webhook_event_url: PublicUrl,
    // Telnyx's default is 1, whose webhooks are unsigned.
    webhook_api_version: z.enum(['1', '2']).default('2'),
    ...COMMON_SETTINGS,
  }),
  output: Application,
  run: async (input, { telnyx }) =>
    withNote(await telnyx.post(path`/call_control_applications`, { body: input, answer: field.data(Application, 'id') })),
});
