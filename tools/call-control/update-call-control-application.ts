import { z } from 'zod';
import {
  always,
  defineTool,
  field,
  hasAnyValue,
  path,
  PublicUrl,
  someItem,
  unless,
  type ToolContext,
} from '../../shared/mcp/tool/index.ts';
import {
  Application,
  ApplicationName,
  COMMON_SETTINGS,
  Inbound,
  RARE_SETTINGS,
  REMOVABLE,
  withNote,
} from './support/call-control-application.ts';

/** Telnyx requires both in every change. One that the application lacks is sent empty, as it is. */
const RequiredPair = z.object({ id: field.text(), application_name: field.text(), webhook_event_url: field.text() });

async function requiredPair({ telnyx }: ToolContext, id: string) {
  const read = await telnyx.get(path`/call_control_applications/${id}`, { answer: field.data(RequiredPair, 'id') });
  return { application_name: read.application_name ?? '', webhook_event_url: read.webhook_event_url ?? '' };
}

export const updateCallControlApplication = defineTool({
  name: 'update_call_control_application',
  title: 'Change a call control application',
  risk: 'destructive',
  raises: {
    risk: 'outbound',
    by: {
      active: unless(false),
      webhook_event_url: always,
      webhook_event_failover_url: always,
      outbound: always,
      inbound: always,
      remove: someItem(unless('webhook_timeout_secs')),
    },
  },
  // How many calls at once, and which outbound voice profile limits them.
  guard: { lifts: ['outbound'] },
  description:
    'Overwrite settings of a call control application; new calls follow them at once. What is not given stays. ' +
    'Webhooks, inbound, outbound and active: true need telnyx.send.',
  input: z
    .object({
      connection_id: field.NumericId,
      application_name: ApplicationName.optional(),
      webhook_event_url: PublicUrl.optional(),
      webhook_api_version: z.enum(['1', '2']).optional(),
      ...COMMON_SETTINGS,
      inbound: Inbound,
      ...RARE_SETTINGS,
      tags: z.array(z.string().min(1)).max(100).optional().describe('Replaces the list'),
      remove: z.array(z.enum(REMOVABLE)).min(1).max(REMOVABLE.length).optional().describe('Settings to take away'),
    })
    .refine((input) => hasAnyValue({ ...input, connection_id: undefined }), 'Give at least one setting to change.')
    .refine((input) => input.remove?.every((name) => input[name] === undefined) ?? true, 'The same setting is given and removed.'),
  rare: [
    'anchorsite_override',
    'dtmf_type',
    'first_command_timeout',
    'first_command_timeout_secs',
    'call_cost_in_webhooks',
    'redact_dtmf_debug_logging',
  ],
  formerArguments: { id: 'connection_id' },
  output: Application,
  howToCheck: 'Read the current state with list_call_control_applications before you decide.',
  run: async ({ connection_id, remove = [], ...settings }, context) => {
    const complete = settings.application_name !== undefined && settings.webhook_event_url !== undefined;
    const current = complete ? {} : await requiredPair(context, connection_id);
    const body = { ...settings, ...Object.fromEntries(remove.map((name) => [name, null])) };
    const changed = await context.telnyx.patch(path`/call_control_applications/${connection_id}`, {
      body: { ...current, ...Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) },
      answer: field.data(Application, 'id'),
    });
    return withNote(changed);
  },
});
