/** What Telnyx's SDK knows, so that a new version of it shows what is new. */
import { describe, expect, test } from '@jest/globals';
import { createAssistant } from '../../../tools/ai-assistants/create-assistant.ts';
import { startAssistantCall } from '../../../tools/ai-assistants/start-assistant-call.ts';
import { KNOWN_MEMBERS, SETTING_OBJECTS } from '../../../tools/ai-assistants/support/assistant-settings.ts';
import { updateAssistant } from '../../../tools/ai-assistants/update-assistant.ts';
import { createEmbeddings } from '../../../tools/embeddings/create-embeddings.ts';
import { createIntegrationSecret } from '../../../tools/integration-secrets/create-integration-secret.ts';
import { runTool } from '../../app/contract/support/run-tool.ts';
import { json } from '../../app/contract/support/telnyx-edge.ts';
import { readSdkTypes } from '../../support/sdk-types.ts';
import { RAISED } from '../../tools/support/assistant.ts';
import { record as callRecord } from '../../tools/start-assistant-call.ts';

const assistants = readSdkTypes('ai/assistants/assistants.d.ts');

describe('assistants', () => {
  test.each([
    ['create_assistant', createAssistant, 'AssistantCreateParams'],
    ['update_assistant', updateAssistant, 'AssistantUpdateParams'],
  ] as const)('%s takes every setting', (_name, tool, params) => {
    const settings = [...assistants(params).keys()].filter((name) => name !== 'Idempotency-Key');
    expect(settings.length).toBeGreaterThan(20);
    expect(settings.filter((name) => !Object.hasOwn(tool.input.shape, name))).toEqual([]);
  });

  test.each([
    ['voice_settings', 'InferenceEmbeddingVoiceSettings'],
    ['transcription', 'TranscriptionSettings'],
    ['telephony_settings', 'TelephonySettings'],
    ['messaging_settings', 'MessagingSettings'],
    ['insight_settings', 'InsightSettings'],
    ['privacy_settings', 'PrivacySettings'],
  ] as const)('%s knows every member, and takes every value', (setting, type) => {
    const members = assistants(type);
    expect(Object.keys(KNOWN_MEMBERS[setting].shape).sort()).toEqual([...members.keys()].sort());
    for (const [name, values] of members)
      for (const value of values)
        expect([name, value, SETTING_OBJECTS[setting].safeParse({ [name]: value }).success]).toEqual([name, value, true]);
  });

  test('it is decided of every type of tool whether it reaches people', () => {
    const types = assistants('AssistantTool').get('type') ?? [];
    expect(types.length).toBeGreaterThan(10);
    const decided = JSON.stringify([RAISED.reaching, RAISED.harmless]);
    expect(types.filter((type) => !decided.includes(`{"type":"${type}"`))).toEqual([]);
  });

  test('start_assistant_call sends every member of the call but those left out on purpose, and takes every value', async () => {
    const members = readSdkTypes('texml/texml.d.ts')('TexmlInitiateAICallParams');
    const { args } = callRecord.calls['full'] ?? callRecord.calls.least;
    const { seen } = await runTool(startAssistantCall, { ...args, dynamic_variables: { a: 'b' } }, json({ call_sid: 'v3:a' }));
    // The SDK sends its `timeout_seconds` as Timeout.
    const sent = Object.keys(JSON.parse(seen[0]?.body ?? '') as object).map((name) => (name === 'Timeout' ? 'timeout_seconds' : name));
    /** Tuning of machine detection, SIP, codecs, other recording options, further callbacks. */
    const leftOut =
      /^(AsyncAmd|MachineDetection.|Sip|CustomHeaders|Passports|PreferredCodecs|Recording(?!Channels)|SendRecordingUrl|Trim|Conversation(Callbacks|CallbackMethod)|StatusCallbacks)/;
    expect([...members.keys()].filter((name) => !sent.includes(name) && !leftOut.test(name))).toEqual([]);
    for (const [argument, name] of [
      ['machine_detection', 'MachineDetection'],
      ['detection_mode', 'DetectionMode'],
      ['recording_channels', 'RecordingChannels'],
      ['status_callback_method', 'StatusCallbackMethod'],
    ] as const) {
      const values = members.get(name) ?? [];
      expect(values).not.toEqual([]);
      for (const value of values) expect(startAssistantCall.input.shape[argument].safeParse(value).success).toBe(true);
    }
  });
});

test.each([
  ['create_embeddings', createEmbeddings, 'ai/embeddings/embeddings.d.ts', 'EmbeddingCreateParams'],
  ['create_integration_secret', createIntegrationSecret, 'integration-secrets.d.ts', 'IntegrationSecretCreateParams'],
] as const)('%s takes every member and every value', (_name, tool, file, type) => {
  const members = readSdkTypes(file)(type);
  expect([...members.keys()].filter((name) => name !== 'Idempotency-Key' && !Object.hasOwn(tool.input.shape, name))).toEqual([]);
  const shape: Readonly<Record<string, { safeParse: (value: string) => { success: boolean } }>> = tool.input.shape;
  for (const [name, values] of members)
    for (const value of values) expect([name, value, shape[name]?.safeParse(value).success]).toEqual([name, value, true]);
});
