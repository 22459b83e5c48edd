import { z } from 'zod';
import {
  asFollowUp,
  always,
  defineTool,
  field,
  hasAnyValue,
  InputError,
  path,
  type ToolContext,
  unless,
} from '../../shared/mcp/tool/index.ts';
import { NumberOrId, ownNumber } from './support/number-or-id.ts';
import { MessagingSettings, NumberRecord } from './support/phone-number.ts';

const Assistant = z.object({
  id: field.text(),
  enabled_features: field.texts(),
  telephony_settings: field.object({ default_texml_app_id: field.text() }),
  messaging_settings: field.object({ default_messaging_profile_id: field.text() }),
});

/** Telnyx keeps messaging settings separately, so this takes up to two requests: other settings first. */
export const updatePhoneNumber = defineTool({
  name: 'update_phone_number',
  title: 'Change a phone number',
  risk: 'destructive',
  raises: {
    risk: 'outbound',
    by: { connection_id: always, assistant_id: always, messaging_profile_id: unless(''), messaging_product: always },
  },
  description:
    'Change a number; what is not given stays. ' +
    'connection_id, assistant_id and messaging_profile_id re-route live calls or texts at once: need telnyx.send.',
  input: z
    .object({
      phone_number: NumberOrId.describe('Or its id'),
      connection_id: z
        .string()
        .refine((value) => !/^assistant/i.test(value), { error: 'assistant_id is for that.', abort: true })
        .refine((value) => /^\d{1,20}$/.test(value), 'Expected an id of digits: see list_call_control_applications.')
        .optional()
        .describe('Where calls go'),
      assistant_id: z.string().min(1).max(256).optional().describe('Answers calls instead'),
      messaging_profile_id: z
        .string()
        .refine((value) => value === '' || field.Uuid.safeParse(value).success, 'Expected a UUID, or "" to unassign.')
        .optional()
        .describe('"" unassigns'),
      messaging_product: z.string().min(1).max(64).optional(),
      tags: z.array(z.string().min(1)).max(100).optional().describe('Replaces the list'),
      customer_reference: z.string().max(255).optional(),
      billing_group_id: z.string().min(1).max(64).optional(),
      address_id: z.string().min(1).max(64).optional(),
      hd_voice_enabled: z.boolean().optional(),
    })
    .refine((input) => hasAnyValue({ ...input, phone_number: undefined }), 'Give at least one setting to change.')
    .refine(
      (input) => input.connection_id === undefined || input.assistant_id === undefined,
      'Give connection_id or assistant_id, not both.',
    ),
  rare: ['billing_group_id', 'address_id', 'hd_voice_enabled'],
  formerArguments: { id: 'phone_number' },
  output: NumberRecord.extend({ messaging: MessagingSettings.optional(), texts: z.string().optional().describe('Who answers texts') }),
  howToCheck: 'Read the current state with get_phone_number before you decide.',
  run: async ({ phone_number, assistant_id, messaging_profile_id, messaging_product, ...others }, { telnyx }) => {
    const assistant = assistant_id === undefined ? undefined : await answering(assistant_id, { telnyx });
    const id = phone_number.startsWith('+') ? await idOf(phone_number, { telnyx }) : phone_number;
    const settings = { ...others, ...(assistant && { connection_id: assistant.connectionId }) };
    const asked = { messaging_profile_id, messaging_product };
    const changeMessaging = (body: typeof asked) =>
      telnyx.patch(path`/phone_numbers/${id}/messaging`, {
        body,
        answer: field.data(MessagingSettings, 'messaging_product'),
      });

    if (!hasAnyValue(settings)) return { id, messaging: await changeMessaging(asked) };
    const number = await telnyx.patch(path`/phone_numbers/${id}`, { body: settings, answer: field.data(NumberRecord, 'id') });
    const offered = messaging_profile_id === undefined ? assistant?.messagingProfileId : undefined;
    const texts = textsOf(offered, number.messaging_profile_id);
    const messaging = { ...asked, ...(texts.assign !== undefined && { messaging_profile_id: texts.assign }) };
    if (!hasAnyValue(messaging)) return { ...number, texts: texts.said };
    const changed = await asFollowUp(`Changed on the number: ${Object.keys(settings).join(', ')}.`, () => changeMessaging(messaging));
    // The first answer still has the previous profile.
    return {
      ...number,
      messaging_profile_id: changed.messaging_profile_id,
      messaging_profile_name: undefined,
      messaging: changed,
      texts: texts.said,
    };
  },
});

async function idOf(number: string, context: Pick<ToolContext, 'telnyx'>): Promise<string> {
  const { id } = await ownNumber(number, context);
  if (id === undefined) throw new InputError(`Telnyx gave no id of ${number}. Give the id of the number instead.`);
  return id;
}

/** The applications with which an assistant answers calls and texts. */
async function answering(assistantId: string, { telnyx }: Pick<ToolContext, 'telnyx'>) {
  const assistant = await telnyx.get(path`/ai/assistants/${assistantId}`, { answer: field.data(Assistant, 'id') });
  const connectionId = assistant.telephony_settings?.default_texml_app_id;
  if (!connectionId) {
    throw new InputError(
      'This assistant takes no calls yet. First update_assistant with enabled_features ["telephony"], beside those it has; then this again.',
    );
  }
  const texts = assistant.enabled_features?.includes('messaging') === true;
  return { connectionId, messagingProfileId: texts ? assistant.messaging_settings?.default_messaging_profile_id : undefined };
}

/**
 * What becomes of texts to a number whose calls an assistant takes. A profile that the number has may be registered for it, so it stays.
 *
 * @param offered the messaging profile of the assistant, if it answers texts
 */
function textsOf(offered: string | undefined, present: string | undefined): { readonly assign?: string; readonly said?: string } {
  if (!offered || offered === present) return {};
  if (!present) return { assign: offered, said: 'The assistant answers texts, too.' };
  return { said: `Texts still go to messaging profile ${present}. For the assistant to answer them: messaging_profile_id ${offered}.` };
}
