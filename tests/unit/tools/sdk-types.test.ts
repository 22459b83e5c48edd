/** What Telnyx's SDK knows, so that a new version of it shows what is new. */
import { describe, expect, test } from '@jest/globals';
import { createAssistant } from '../../../tools/ai-assistants/create-assistant.ts';
import { startAssistantCall } from '../../../tools/ai-assistants/start-assistant-call.ts';
import { KNOWN_MEMBERS, SETTING_OBJECTS } from '../../../tools/ai-assistants/support/assistant-settings.ts';
import { updateAssistant } from '../../../tools/ai-assistants/update-assistant.ts';
import { createEmbeddings } from '../../../tools/embeddings/create-embeddings.ts';
import { createIntegrationSecret } from '../../../tools/integration-secrets/create-integration-secret.ts';
import { runTool } from '../../app/contract/support/run-tool.ts';
import { readSdk, type Shape } from '../../app/contract/support/sdk-types.ts';
import { json } from '../../app/contract/support/telnyx-edge.ts';
import { RAISED } from '../../tools/support/assistant.ts';
import { record as callRecord } from '../../tools/start-assistant-call.ts';

const CREATE_ASSISTANT = 'POST /ai/assistants';
const UPDATE_ASSISTANT = 'POST /ai/assistants/{assistant_id}';
const START_CALL = 'POST /texml/ai_calls/{connection_id}';
const EMBED = 'POST /ai/embeddings';
const CREATE_SECRET = 'POST /integration_secrets';

const sdk = readSdk([CREATE_ASSISTANT, UPDATE_ASSISTANT, START_CALL, EMBED, CREATE_SECRET]);

/** The members of a request, or of an object in it. */
function membersOf(operation: string, setting?: string): ReadonlyMap<string, Shape> {
  const { members } = sdk.get(operation)?.params ?? {};
  const found = setting === undefined ? members : members?.get(setting)?.members;
  if (found === undefined || found.size === 0) throw new Error(`The SDK has no ${setting ?? ''} in ${operation}.`);
  return found;
}

describe('assistants', () => {
  test.each([
    ['create_assistant', createAssistant, CREATE_ASSISTANT],
    ['update_assistant', updateAssistant, UPDATE_ASSISTANT],
  ] as const)('%s takes every setting', (_name, tool, operation) => {
    const settings = [...membersOf(operation).keys()].filter((name) => name !== 'Idempotency-Key');
    expect(settings.length).toBeGreaterThan(20);
    expect(settings.filter((name) => !Object.hasOwn(tool.input.shape, name))).toEqual([]);
  });

  test.each([
    'voice_settings',
    'transcription',
    'telephony_settings',
    'messaging_settings',
    'insight_settings',
    'privacy_settings',
  ] as const)('%s knows every member, and takes every value', (setting) => {
    const members = membersOf(CREATE_ASSISTANT, setting);
    expect(Object.keys(KNOWN_MEMBERS[setting].shape).sort()).toEqual([...members.keys()].sort());
    for (const [name, { values }] of members)
      for (const value of values)
        expect([name, value, SETTING_OBJECTS[setting].safeParse({ [name]: value }).success]).toEqual([name, value, true]);
  });

  test('it is decided of every type of tool whether it reaches people', () => {
    const types = membersOf(CREATE_ASSISTANT).get('tools')?.item?.members.get('type')?.values ?? [];
    expect(types.length).toBeGreaterThan(10);
    const decided = JSON.stringify([RAISED.reaching, RAISED.harmless]);
    expect(types.filter((type) => !decided.includes(`{"type":"${type}"`))).toEqual([]);
  });

  test('start_assistant_call sends every member of the call but those left out on purpose, and takes every value', async () => {
    const members = membersOf(START_CALL);
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
      const values = members.get(name)?.values ?? [];
      expect(values).not.toEqual([]);
      for (const value of values) expect(startAssistantCall.input.shape[argument].safeParse(value).success).toBe(true);
    }
  });
});

test.each([
  ['create_embeddings', createEmbeddings, EMBED],
  ['create_integration_secret', createIntegrationSecret, CREATE_SECRET],
] as const)('%s takes every member and every value', (_name, tool, operation) => {
  const members = membersOf(operation);
  expect([...members.keys()].filter((name) => name !== 'Idempotency-Key' && !Object.hasOwn(tool.input.shape, name))).toEqual([]);
  const shape: Readonly<Record<string, { safeParse: (value: string) => { success: boolean } }>> = tool.input.shape;
  for (const [name, { values }] of members)
    for (const value of values) expect([name, value, shape[name]?.safeParse(value).success]).toEqual([name, value, true]);
});
