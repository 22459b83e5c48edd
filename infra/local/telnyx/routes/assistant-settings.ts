import type { AssistantSettings } from '../bodies.ts';
import { VOICE } from '../bodies.ts';
import type { Issue } from '../document.ts';
import { refuseBody } from '../errors.ts';
import type { Call } from '../operation.ts';

/** Whether the account has an integration secret with this identifier. */
export const hasSecret = ({ account }: Call, wanted: string) => [...account.secrets.values()].some(({ row }) => row.identifier === wanted);

/** Models that Telnyx runs itself; those of other providers need the account's own key. */
const MODELS: readonly string[] = [
  ...['Qwen/Qwen3-235B-A22B', 'moonshotai/Kimi-K2.5', 'zai-org/GLM-5', 'MiniMaxAI/MiniMax-M2.5'],
  ...['meta-llama/Meta-Llama-3.1-8B-Instruct', 'meta-llama/Meta-Llama-3.1-70B-Instruct', 'meta-llama/Llama-3.3-70B-Instruct'],
];

/** @throws {@link TelnyxError} 422 with an entry for each model, voice, secret, tool, application and profile that is not there */
export function checkSettings(call: Call, settings: AssistantSettings): void {
  const { profiles, references, sipConnections } = call.account;
  const { model, llm_api_key_ref: key, voice_settings: voice, transcription, external_llm: external } = settings;
  const issues: Issue[] = [];
  const check = (path: Issue['path'], value: string | undefined, exists: (value: string) => boolean, what: string) => {
    if (value && !exists(value)) issues.push({ code: '10015', path, detail: `Value error, ${what.replace('%', () => value)}` });
  };
  const checkSecret = (path: Issue['path'], name: string | undefined) =>
    check(path, name, (one) => hasSecret(call, one), 'Integration secret % does not exist');
  // Own keys and own servers have other models.
  if (!key && !external) check(['model'], model, (one) => MODELS.includes(one), 'Model % is not available for inference');
  check(['voice_settings', 'voice'], voice?.voice, (one) => VOICE.test(one), 'Voice % is not available');
  checkSecret(['llm_api_key_ref'], key);
  checkSecret(['voice_settings', 'api_key_ref'], voice?.api_key_ref);
  checkSecret(['transcription', 'api_key_ref'], transcription?.api_key_ref);
  checkSecret(['external_llm', 'llm_api_key_ref'], external?.llm_api_key_ref);
  for (const [index, id] of (settings.tool_ids ?? []).entries())
    check(['tool_ids', index], id, (one) => references.tools.has(one), 'Tool % does not exist');
  const isApplication = (id: string) => sipConnections.some(({ row }) => row.id === id);
  const { telephony_settings: telephony, messaging_settings: messaging } = settings;
  check(
    ['telephony_settings', 'default_texml_app_id'],
    telephony?.default_texml_app_id,
    isApplication,
    'TeXML application % does not exist',
  );
  const profileId = messaging?.default_messaging_profile_id;
  check(['messaging_settings', 'default_messaging_profile_id'], profileId, (id) => profiles.has(id), 'Messaging profile % does not exist');
  if (issues.length > 0) throw refuseBody(issues, true);
}
