import { createAssistant } from '../../tools/ai-assistants/create-assistant.ts';
import { newAssistant } from './support/account.ts';
import { NEW_SETTINGS, NOT_IN_DOCUMENT, RAISED, SETTINGS } from './support/assistant.ts';
import { ISO_TIME } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

/** Variables with texts for values, as the schema shows them. */
function withTexts(variables: unknown): unknown {
  if (Array.isArray(variables))
    return variables.map((pair: unknown) => (isObject(pair) && 'value' in pair ? { ...pair, value: asText(pair.value) } : pair));
  return isObject(variables) ? Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, asText(value)])) : variables;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

export const record = defineRecord(createAssistant, {
  requests: ['POST /ai/assistants'],
  answer: 'bare',
  answers: [{ id: 'assistant-1' }],
  calls: {
    least: { args: { name: 'Front desk', instructions: 'You answer for a dental office.' } },
    full: { args: { name: 'Front desk', instructions: 'You answer for {{office}}.\n"Quoted" 👩‍👩‍👧', ...SETTINGS } },
    'new settings': {
      args: { name: 'Front desk', instructions: 'You answer.', ...NEW_SETTINGS },
      deviates: NOT_IN_DOCUMENT,
    },
  },
  refused: {
    'a webhook in the own network': { dynamic_variables_webhook_url: 'http://169.254.169.254/latest/meta-data/' },
    'a key of the body': { id: 'mine' },
  },
  needs: ['telnyx.write'],
  raised: RAISED,
  // Values of any JSON.
  alsoTaken: { dynamic_variables: withTexts },
  steps: [
    {
      args: { name: 'Front desk', instructions: 'You answer for a dental office.', greeting: 'Hello!', enabled_features: ['telephony'] },
      shows: { name: 'Front desk', enabled_features: ['telephony'] },
    },
  ],
  proofs: {
    'POST /ai/assistants': async (sdk) => {
      const assistant = await newAssistant(sdk, 'Created');
      sdk.holds(assistant, {
        name: 'Created',
        instructions: 'You answer for a dental office.',
        greeting: 'Hello!',
        enabled_features: ['telephony'],
      });
      sdk.holds(assistant, { id: /^assistant-/, model: /./, created_at: ISO_TIME });
      sdk.expect(assistant.telephony_settings?.default_texml_app_id).toMatch(/^\d+$/);
      const refused = await sdk.client.ai.assistants.create({ name: 'No instructions' } as never).catch((error: unknown) => error);
      sdk.expect(refused).toBeInstanceOf(sdk.Telnyx.UnprocessableEntityError);
      sdk.expect(refused).toMatchObject({ error: { detail: [{ loc: ['body', 'instructions'] }] } });
    },
  },
});
