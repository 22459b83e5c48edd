import { z } from 'zod';
import { always, defineTool, field, hasAnyValue, path, PublicUrl, someItem, unless } from '../../shared/mcp/tool/index.ts';
import { Application, ApplicationName, COMMON_SETTINGS, RARE_SETTINGS, REMOVABLE, withNote } from './support/call-control-application.ts';

/** Telnyx requires both in every change. */
const RequiredPair = z.object({ application_name: z.string(), webhook_event_url: z.string() });

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
  description:
    'Overwrite settings of a call control application; new calls follow them at once. What is not given stays. ' +
    'Webhooks, inbound, outbound and active: true need telnyx.send.',
  input: z
    .object({
      id: field.NumericId,
      application_name: ApplicationName.optional(),
      webhook_event_url: PublicUrl.optional(),
      webhook_api_version: z.enum(['1', '2']).optional(),
      ...COMMON_SETTINGS,
      ...RARE_SETTINGS,
      tags: z.array(z.string().min(1)).max(100).optional().describe('Replaces the list'),
      remove: z.array(z.enum(REMOVABLE)).min(1).max(REMOVABLE.length).optional().describe('Settings to take away'),
    })
    .refine((input) => hasAnyValue({ ...input, id: undefined }), 'Give at least one setting to change.')
    .refine((input) => input.remove?.every((name) => input[name] === undefined) ?? true, 'The same setting is given and removed.'),
  output: Application,
  run: async ({ id, remove = [], ...settings }, { telnyx }) => {
    const complete = settings.application_name !== undefined && settings.webhook_event_url !== undefined;
    const current = complete
      ? {}
      : await telnyx.get(path`/call_control_applications/${id}`, { answer: field.data(RequiredPair, 'application_name') });
    const body = { ...settings, ...Object.fromEntries(remove.map((name) => [name, null])) };
    const changed = await telnyx.patch(path`/call_control_applications/${id}`, {
      body: { ...current, ...Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) },
      answer: field.data(Application, 'id'),
    });
    return withNote(changed);
  },
});
